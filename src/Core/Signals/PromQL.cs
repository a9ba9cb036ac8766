namespace Mem0Observability.Signals;

/// <summary>Writes values into PromQL so that no value can end its quotes.</summary>
internal static class PromQL
{
    public static string Matcher(string label, string value) => $"{label}={Quote(value)}";

    public static string Quote(string value)
    {
        string escaped = value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }
}
