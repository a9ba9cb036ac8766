namespace Mem0Observability.Observer.Tail.Formats;

/// <summary>
/// mem0's <c>2026-08-22 19:04:24,123 - INFO - [a1b2c3d4] message</c> and its kin: with a logger's name, with OpenTelemetry's ids; alembic's
/// <c>INFO  [alembic.runtime.migration] message</c>; the default of Python, <c>WARNING:root:message</c>.
/// </summary>
internal static class PythonText
{
    public static bool TryWrite(ReadOnlySpan<byte> text, LogRecordWriter record)
    {
        int date = Date(text);
        return date > 0 ? AfterDate(text[date..], record) : Bare(text, record);
    }

    /// <returns>How long the date and time at the start are; zero where there is none.</returns>
    public static int Date(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)' ' or (byte)'T') || text[13] != ':' || text[16] != ':'
            || !char.IsAsciiDigit((char)text[0]) || !char.IsAsciiDigit((char)text[18]))
        {
            return 0;
        }

        int end = 19;
        while (end < text.Length && (char.IsAsciiDigit((char)text[end]) || text[end] is (byte)',' or (byte)'.' or (byte)'Z'))
            end++;
        return end < text.Length && text[end] == ' ' ? end : 0;
    }

    private static bool AfterDate(ReadOnlySpan<byte> rest, LogRecordWriter record)
    {
        bool dashes = rest.StartsWith(" - "u8);
        ReadOnlySpan<byte> separator = dashes ? " - "u8 : " "u8;
        rest = rest[(dashes ? 3 : 1)..].TrimStart((byte)' ');
        ReadOnlySpan<byte> first = Cut(ref rest, separator);
        ReadOnlySpan<byte> level = first.Trim("[] :"u8);
        if (Severity.Number(level) == 0)
        {
            // The logger's name comes first.
            level = Cut(ref rest, separator).Trim("[] :"u8);
            if (Severity.Number(level) == 0)
                return false;
            record.Attribute("logger"u8, first.Trim("[] "u8));
        }

        record.Level(level);
        if (dashes && rest is [(byte)'[', ..] && rest.IndexOf("] "u8) is var close and > 1 and < 130 && !rest[1..close].Contains((byte)' '))
        {
            record.RequestId(rest[1..close]);
            rest = rest[(close + 2)..];
        }

        record.Body(rest);
        return true;
    }

    private static bool Bare(ReadOnlySpan<byte> text, LogRecordWriter record)
    {
        int end = text[..Math.Min(text.Length, 12)].IndexOfAny((byte)':', (byte)' ');
        if (end < 3 || Severity.Number(text[..end]) == 0)
            return false;
        ReadOnlySpan<byte> rest = text[end..];
        char close = rest[0] == ':' ? ':' : ']';
        rest = rest.TrimStart((byte)' ');
        if (close == ']' ? rest is not [(byte)'[', ..] : rest.Length < 2 || rest[1] == ' ')
            return false;
        int name = rest[1..].IndexOf((byte)close);
        if (name is < 1 or > 128 || rest.Slice(1, name).Contains((byte)' '))
            return false;
        record.Level(text[..end]);
        record.Attribute("logger"u8, rest.Slice(1, name));
        record.Body(rest[(name + 2)..].TrimStart((byte)' '));
        return true;
    }

    private static ReadOnlySpan<byte> Cut(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> separator)
    {
        int end = rest.IndexOf(separator);
        ReadOnlySpan<byte> part = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + separator.Length)..].TrimStart((byte)' ');
        return part;
    }
}
