using System.Text;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Observer.Otlp;

/// <summary>The severity number for senders that give only its name.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/logs/data-model-appendix/#appendix-b-severitynumber-example-mappings</remarks>
internal static class SeverityText
{
    // From the table by which a record's level is shown: what is shown as an error must be found among the errors.
    private static readonly (string Name, byte Number)[] s_names =
        [.. LogLevels.Names.SelectMany(level => LogLevels.Spellings(level).Select(name => (name, Number(level, name))))];

    /// <returns>1 to 24; zero where the text is not known.</returns>
    public static byte Number(ReadOnlySpan<byte> text)
    {
        // OTLP's short names number the four severities of a level: ERROR, ERROR2, ERROR3, ERROR4.
        bool graded = text.Length > 1 && text[^1] is >= (byte)'2' and <= (byte)'4';
        byte number = Find(graded ? text[..^1] : text);
        return graded && number > 0 ? (byte)(First(number) + text[^1] - '1') : number;
    }

    private static byte Find(ReadOnlySpan<byte> text)
    {
        foreach (var (name, number) in s_names)
        {
            if (Ascii.EqualsIgnoreCase(text, name))
                return number;
        }

        return 0;
    }

    private static byte Number(string level, string name) => (byte)(LogLevels.Severities(level).First + (name == "notice" ? 1 : 0));

    private static int First(byte number) => number - ((number - 1) % 4);
}
