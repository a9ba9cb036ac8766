using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Unit.Docs;

/// <summary>Error ids as the source writes them. A new way of writing one needs a new pattern here.</summary>
internal static partial class ErrorIds
{
    public static IReadOnlySet<string> InSource()
    {
        string source = string.Join('\n', Checkout.Files("src/Core", "*.cs").Concat(Checkout.Files("src/Cmdlets", "*.cs")).Select(File.ReadAllText));
        // Caught and given another id before a user sees them.
        var replaced = Ids(Replaced().Matches(source)).ToHashSet(StringComparer.Ordinal);
        IEnumerable<string> prefixed =
            from prefix in Ids(Prefix().Matches(source))
            from suffix in Ids(Suffix().Matches(source))
            select prefix + suffix;
        return Ids(Raised().Matches(source)).Concat(prefixed).Except(replaced).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The first column of the tables below the heading "Errors".</summary>
    public static IReadOnlyList<string> Listed(string about)
    {
        int start = about.IndexOf("\n## Errors\n", StringComparison.Ordinal);
        return [.. Ids(Row().Matches(about[start..]))];
    }

    private static IEnumerable<string> Ids(IEnumerable<Match> matches) =>
        matches.SelectMany(m => m.Groups["id"].Captures).Select(c => c.Value).Where(id => id != "StackException");

    [GeneratedRegex("""
        "(?<id>[A-Z]\w+)"\s*,\s*StackErrorCategory\.
        | \b(?:StackException|At|Missing|Fault|NotReadyAsync)\(\s*"(?<id>[A-Z]\w+)"
        | \b(?:ApiErrorIds\ \w+\ =\ new|ApiErrorIds)\((?:\s*"(?<id>[A-Z]\w+)",?)+\)
        | \bErrorId\ =\ "(?<id>[A-Z]\w+)"
        | \bSourceText\.Read\(path,\ "(?<id>[A-Z]\w+)",\ "(?<id>[A-Z]\w+)"\)
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Raised();

    [GeneratedRegex("""\bidPrefix = "(?<id>\w+)"|\bYamlFile\.(?:Load|Parse)\([^;]*?, "(?<id>\w+)"\)""", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    [GeneratedRegex("""\bidPrefix \+ "(?<id>\w+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();

    [GeneratedRegex("""\bErrorId is "(?<id>\w+)"(?: or "(?<id>\w+)")*""", RegexOptions.CultureInvariant)]
    private static partial Regex Replaced();

    [GeneratedRegex(@"^\| `(?<id>\w+)` \|", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Row();
}
