using System.Text;

namespace Mem0Observability.Observer.Otlp;

/// <summary>The severity number for senders that give only its name.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/logs/data-model-appendix/#appendix-b-severitynumber-example-mappings</remarks>
internal static class SeverityText
{
    private static readonly (string Name, byte Number)[] s_names =
    [
        ("trace", 1), ("verbose", 1), ("debug", 5), ("info", 9), ("information", 9), ("informational", 9), ("notice", 10),
        ("warn", 13), ("warning", 13), ("error", 17), ("err", 17), ("fatal", 21), ("critical", 21), ("crit", 21),
        ("alert", 21), ("emerg", 21), ("emergency", 21), ("panic", 21),
    ];

    /// <returns>1 to 24; zero where the text is not known.</returns>
    public static byte Number(ReadOnlySpan<byte> text)
    {
        foreach (var (name, number) in s_names)
        {
            if (Ascii.EqualsIgnoreCase(text, name))
                return number;
        }

        return 0;
    }
}
