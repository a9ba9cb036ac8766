namespace Mem0Observability.Signals.Traces;

/// <summary>OTLP's status codes: number (0 to 2) and our name.</summary>
internal static class SpanStatuses
{
    public const string Error = "Error";

    private static readonly string[] s_names = ["Unset", "Ok", Error];

    public static string Name(long number) => number >= 0 && number < s_names.Length ? s_names[number] : s_names[0];

    public static int Number(string name) => Math.Max(0, Array.FindIndex(s_names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase)));
}
