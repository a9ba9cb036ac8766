namespace Mem0Observability.Stack;

/// <summary>Unlike <see cref="Progress{T}"/>, reports on the caller's thread, in order.</summary>
internal sealed class LineProgress(Action<string> report) : IProgress<string>
{
    public void Report(string value) => report(value);
}
