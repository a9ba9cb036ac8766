using System.Collections.ObjectModel;
using System.Text.Json;

namespace Mem0Observability.Signals;

/// <summary>What the three APIs' JSON has in common: text that may be absent, label maps, Go's times.</summary>
internal static class JsonReading
{
    private static readonly ReadOnlyDictionary<string, string> s_noLabels = ReadOnlyDictionary<string, string>.Empty;

    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>Empty where the member is absent.</summary>
    public static string Text(this JsonElement element, string name) => element.Member(name)?.GetString() ?? "";

    /// <summary>For error answers, which must never be an error themselves: null unless the member is there and is text.</summary>
    public static string? TextOrNull(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Null where the member is absent, or is Go's zero time: "never".</summary>
    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value
        && value.TryGetDateTimeOffset(out DateTimeOffset time)
        && time.Year > 1
            ? time
            : null;

    /// <summary>A duration that is given as a number of seconds.</summary>
    public static TimeSpan Seconds(this JsonElement element, string name) =>
        element.Member(name) is { } value ? TimeSpan.FromSeconds(value.GetDouble()) : TimeSpan.Zero;

    public static IReadOnlyDictionary<string, string> Labels(this JsonElement element, string name) =>
        element.Member(name)?.Labels() ?? s_noLabels;

    public static IReadOnlyDictionary<string, string> Labels(this JsonElement element)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty label in element.EnumerateObject())
            labels[label.Name] = label.Value.GetString() ?? "";

        return labels;
    }

    /// <summary>Empty where the member is absent or null, which Go writes for an empty list.</summary>
    public static IReadOnlyList<T> List<T>(this JsonElement element, string name, Func<JsonElement, T> read) =>
        element.Member(name) is { } list ? [.. list.EnumerateArray().Select(read)] : [];
}
