using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mem0Observability.Provisioning;

/// <summary>Whether what a server gives back is what a file asks for. Servers add defaults, turn numbers and booleans into text, and
/// leave out what is empty; so everything that is wanted must be there, and more may be.</summary>
internal static class JsonContainment
{
    public static bool IsIn(JsonNode? wanted, JsonNode? seen) => (wanted, seen) switch
    {
        (null, _) => true,
        (JsonArray { Count: 0 } or JsonObject { Count: 0 }, null) => true,
        (JsonObject a, JsonObject b) => a.All(member => IsIn(member.Value, b[member.Key])),
        (JsonArray a, JsonArray b) => IsSame(a, b),
        // A list of one may be written without the brackets.
        (JsonValue a, JsonArray { Count: 1 } b) => IsIn(a, b[0]),
        (JsonArray { Count: 1 } a, JsonValue b) => IsIn(a[0], b),
        (JsonValue a, JsonValue b) => IsSame(a, b),
        _ => false,
    };

    /// <summary>Lists are whole, in any order: a privilege that somebody added is a difference, another order is none.</summary>
    private static bool IsSame(JsonArray wanted, JsonArray seen)
    {
        List<JsonNode?> rest = [.. seen];
        return wanted.Count == rest.Count && wanted.All(item => rest.FindIndex(other => IsIn(item, other)) is >= 0 and var at && RemoveAt(rest, at));
    }

    private static bool RemoveAt(List<JsonNode?> list, int index)
    {
        list.RemoveAt(index);
        return true;
    }

    /// <summary>Kibana keeps JSON as text within JSON, and may write it with other white space.</summary>
    private static bool IsSame(JsonValue wanted, JsonValue seen)
    {
        (string a, string b) = (wanted.ToString(), seen.ToString());
        if (a == b)
            return true;
        return a.StartsWith('{') || a.StartsWith('[') ? Embedded(a) is { } left && Embedded(b) is { } right && IsIn(left, right) : Number(a) is { } x && x == Number(b);
    }

    private static JsonNode? Embedded(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static double? Number(string text) =>
        double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double number) ? number : null;
}
