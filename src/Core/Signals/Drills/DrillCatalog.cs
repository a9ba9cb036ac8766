using System.IO.Enumeration;
using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Drills;

/// <summary>How each alert is drilled, or why it cannot be: <c>monitoring/drills.yml</c>.</summary>
/// <param name="Without">By alert, the reason why there is no drill.</param>
internal sealed record DrillCatalog(IReadOnlyList<DrillDefinition> Drills, IReadOnlyDictionary<string, string> Without)
{
    public static DrillCatalog Load(string path) => Read(path, () => YamlFile.Load(path, "Drills"));

    public static DrillCatalog Parse(string text, string path) => Read(path, () => YamlFile.Parse(text, path, "Drills"));

    /// <summary>The drills of these names, which may hold <c>*</c> and <c>?</c>; without a name, one of each class.</summary>
    public IReadOnlyList<DrillDefinition> Select(IReadOnlyList<string> names) =>
        [.. names.Count == 0 ? Drills.Where(d => d.IsDefault) : Drills.Where(d => names.Any(n => IsNamed(d.Alert, n)))];

    /// <summary>The alerts of these names that have no drill.</summary>
    public IEnumerable<KeyValuePair<string, string>> SelectWithout(IReadOnlyList<string> names) => Without.Where(w => names.Any(n => IsNamed(w.Key, n)));

    /// <exception cref="StackException">A name that no alert has; a pattern may match nothing.</exception>
    public void RequireKnown(IReadOnlyList<string> names)
    {
        string[] alerts = [.. Drills.Select(d => d.Alert), .. Without.Keys];
        if (names.FirstOrDefault(n => !n.Contains('*', StringComparison.Ordinal) && !n.Contains('?', StringComparison.Ordinal) && !alerts.Any(a => IsNamed(a, n))) is { } unknown)
        {
            throw new StackException("DrillUnknown", StackErrorCategory.ObjectNotFound,
                $"drills.yml knows no alert '{unknown}'. With a drill: {string.Join(", ", Drills.Select(d => d.Alert).Order(StringComparer.Ordinal))}.", unknown);
        }
    }

    private static bool IsNamed(string alert, string pattern) => FileSystemName.MatchesSimpleExpression(pattern, alert, ignoreCase: true);

    private static DrillCatalog Read(string path, Func<YamlNode> load)
    {
        try
        {
            return DrillCatalogReader.Read(load());
        }
        // One id for everything that is wrong inside the file; the message has position and reason.
        catch (StackException e) when (e.ErrorId is "DrillsSyntax" or "DrillsDuplicateKey")
        {
            throw new StackException(DrillCatalogReader.ErrorId, e.Category, e.Message, path, e);
        }
    }
}
