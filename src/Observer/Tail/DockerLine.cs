using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mem0Observability.Observer.Tail;

/// <summary>One line of a <c>-json.log</c> file: <c>{"log":"text\n","stream":"stdout","time":"2026-08-22T19:04:24.123456789Z"}</c>.</summary>
internal ref struct DockerLine
{
    /// <summary>How much is kept of a line that is not what the engine writes, bytes.</summary>
    public const int MaxRaw = 16 * 1024;

    /// <summary>What the container wrote, valid UTF-8, without the line's end.</summary>
    public ReadOnlySpan<byte> Text;

    /// <summary>0 for standard output, 1 for standard error.</summary>
    public int Stream;

    /// <summary>Nanoseconds since the Unix epoch; zero where the line says none.</summary>
    public long Time;

    /// <summary>The engine cut the line after 16 KiB; the next entry of the stream goes on with it.</summary>
    public bool Partial;

    /// <param name="line">Without its newline.</param>
    /// <param name="scratch">At least as long as the line and three times <see cref="MaxRaw"/>; the text may be put here.</param>
    public static DockerLine Parse(ReadOnlySpan<byte> line, Span<byte> scratch)
    {
        try
        {
            if (TryParse(line, scratch, out DockerLine parsed))
                return parsed;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Garbage after a power cut, or an entry torn by a killed engine.
        }

        // Kept as it is, with what is not UTF-8 replaced: at most three bytes for one.
        string text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, MaxRaw)]).Replace("\0", "", StringComparison.Ordinal);
        return new DockerLine { Text = scratch[..Encoding.UTF8.GetBytes(text, scratch)] };
    }

    private static bool TryParse(ReadOnlySpan<byte> line, Span<byte> scratch, out DockerLine parsed)
    {
        parsed = default;
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        bool found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isLog = reader.ValueTextEquals("log"u8);
            bool isStream = reader.ValueTextEquals("stream"u8);
            bool isTime = reader.ValueTextEquals("time"u8);
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
                continue;
            }

            if (isLog)
            {
                parsed.Text = scratch[..reader.CopyString(scratch)];
                found = true;
            }

            if (isStream)
                parsed.Stream = reader.ValueTextEquals("stderr"u8) ? 1 : 0;
            if (isTime)
                parsed.Time = Nanoseconds(reader.ValueSpan);
        }

        // Also that nothing follows the object.
        if (!found || reader.TokenType != JsonTokenType.EndObject || reader.Read())
            return false;
        parsed.Partial = parsed.Text.Length == 0 || parsed.Text[^1] != '\n';
        parsed.Text = parsed.Text.TrimEnd("\r\n"u8);
        return true;
    }

    // The engine's own form only: always UTC, up to nine decimals.
    private static long Nanoseconds(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20 || text[^1] != 'Z'
            || !DateTime.TryParseExact(
                Encoding.ASCII.GetString(text[..19]), "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime seconds))
        {
            return 0;
        }

        long nanoseconds = 0;
        long scale = 100_000_000;
        for (int i = 20; i < text.Length - 1 && scale > 0; i++, scale /= 10)
            nanoseconds += (text[i] - '0') * scale;
        return ((seconds.Ticks - DateTime.UnixEpoch.Ticks) * 100) + nanoseconds;
    }
}
