using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Acceptance;

/// <summary>The examples of the help pages that are meant to be run as they are.</summary>
public static partial class HelpExamples
{
    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Folder, "*-Mem0*.md").Where(p => Of(p).Length > 0).Select(p => Path.GetFileName(p)!).Order()];

    private static string Folder { get; } = Path.Combine(ModuleShell.Root, "docs", "en-US");

    /// <summary>A page's examples, one after another, for the profile under test; those marked <c>no-run</c> say on the page why they are not.</summary>
    public static string Of(string page) => string.Join('\n', Block().Matches(File.ReadAllText(Path.Combine(Folder, page)))
        .Where(m => !m.Groups["info"].Value.StartsWith("no-run", StringComparison.Ordinal)).Select(m => m.Groups["script"].Value)).Replace("-Profile Lite", $"-Profile {ModuleShell.Profile}", StringComparison.Ordinal);

    [GeneratedRegex("^```powershell *(?<info>[^\n]*)\n(?<script>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
