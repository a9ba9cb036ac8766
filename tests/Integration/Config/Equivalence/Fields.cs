using System.Text.Json;

namespace Mem0Observability.Tests.Integration.Config.Equivalence;

/// <summary>A container as named texts; what has no value is not among them.</summary>
internal sealed class Fields
{
    private readonly SortedDictionary<string, SortedSet<string>> _values = new(StringComparer.Ordinal);

    public void Add(string key, string? value)
    {
        if (value is { Length: > 0 } and not "False") AddSet(key, [value]);
    }

    public void AddTime(string key, TimeSpan? time) => Add(key, time?.ToString());

    /// <summary>Where the order counts.</summary>
    public void AddList(string key, IEnumerable<string>? values)
    {
        if (values is not null) Add(key, JsonSerializer.Serialize(values));
    }

    public void AddSet(string key, IEnumerable<string> values)
    {
        foreach (var value in values) (_values.TryGetValue(key, out var set) ? set : _values[key] = new(StringComparer.Ordinal)).Add(value);
    }

    /// <summary>One line for each value that only one of the two has.</summary>
    public IReadOnlyList<string> DifferenceTo(Fields other) =>
    [
        .. Lines().Except(other.Lines()).Select(l => $"- {l}"),
        .. other.Lines().Except(Lines()).Select(l => $"+ {l}"),
    ];

    private IEnumerable<string> Lines() => _values.SelectMany(v => v.Value.Select(text => $"{v.Key}: {text}"));
}
