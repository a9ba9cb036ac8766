using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation;

/// <summary>What a run would do.</summary>
/// <param name="Refused">One for each file that must not be touched; with any, nothing is done.</param>
/// <param name="RecordText">The record as it is now; null where there is none.</param>
/// <param name="Intent">The record while files change: whichever content a kill leaves behind is known as ours.</param>
/// <param name="Record">The record afterwards; null where nothing is installed any more.</param>
/// <param name="NewFolders">To be made, the outermost first.</param>
internal sealed record InstrumentationPlan(
    string Root,
    IReadOnlyList<FileChange> Changes,
    IReadOnlyList<StackException> Refused,
    string? RecordText,
    InstallRecord Intent,
    InstallRecord? Record,
    IReadOnlyList<string> NewFolders)
{
    public bool IsEmpty => !Changes.Any(c => c.Writes) && RecordText == Record?.ToText();

    public IEnumerable<InstrumentationFile> Results => Changes.Select(c => c.ToResult(Root));
}
