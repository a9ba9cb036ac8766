using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Unit.Docs;

/// <summary>The page of one command, by its headings.</summary>
internal sealed partial class CommandPage
{
    public const string Folder = "docs/en-US";

    private readonly Dictionary<string, string> _sections;
    private readonly string _text;

    private CommandPage(string text)
    {
        _text = text;
        _sections = Split(text, "## ");
    }

    public static CommandPage Of(string command) => new(Checkout.Read($"{Folder}/{command}.md"));

    public string Title => _text[2.._text.IndexOf('\n', StringComparison.Ordinal)].Trim();

    public IEnumerable<string> Headings => _sections.Keys;

    /// <summary>Text by parameter, without the hyphen.</summary>
    public IReadOnlyDictionary<string, string> Parameters =>
        Split(Section("Parameters"), "### ").ToDictionary(p => p.Key.TrimStart('-'), p => p.Value);

    /// <summary>The error ids of the section "Errors"; families such as <c>Engine*</c> are left out.</summary>
    public IEnumerable<string> ErrorIds => QuotedId().Matches(Section("Errors")).Select(m => m.Groups[1].Value);

    public IEnumerable<Example> Examples => Fence().Matches(_text).Select(m => new Example(m.Groups["info"].Value, m.Groups["body"].Value));

    public string Section(string heading) => _sections.GetValueOrDefault(heading, "");

    private static Dictionary<string, string> Split(string text, string mark) =>
        ("\n" + text).Split("\n" + mark).Skip(1).ToDictionary(
            part => part.Split('\n')[0].Trim(),
            part => part[part.Split('\n')[0].Length..]);

    [GeneratedRegex("`([A-Z][a-z]+[A-Z][A-Za-z]+|PromQLInvalid)`", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedId();

    [GeneratedRegex("^```(?<info>powershell[^\n]*)\n(?<body>.*?)^```$", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

/// <param name="Info">What follows the backquotes: <c>powershell</c>, <c>powershell no-stack</c> or <c>powershell no-run</c> and why.</param>
internal sealed record Example(string Info, string Script);
