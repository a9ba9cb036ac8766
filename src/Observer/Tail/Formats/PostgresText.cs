namespace Mem0Observability.Observer.Tail.Formats;

/// <summary><c>2026-08-22 19:04:24.123 UTC [57] ERROR:  message</c>; other prefixes with the process id in brackets too.</summary>
internal static class PostgresText
{
    public static bool TryWrite(ReadOnlySpan<byte> text, LogRecordWriter record)
    {
        if (!TrySplit(text, out ReadOnlySpan<byte> process, out ReadOnlySpan<byte> level, out ReadOnlySpan<byte> message))
            return false;
        record.Level(level);
        record.Number("process.pid"u8, process);
        record.Body(message);
        return true;
    }

    /// <summary>Whether a line adds to the message before it: DETAIL, HINT, CONTEXT, STATEMENT, QUERY, LOCATION.</summary>
    public static bool IsAddition(ReadOnlySpan<byte> line) =>
        TrySplit(line, out _, out ReadOnlySpan<byte> level, out _) && Severity.Number(level) == 0;

    private static bool TrySplit(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> process, out ReadOnlySpan<byte> level, out ReadOnlySpan<byte> message)
    {
        process = level = message = [];
        int date = PythonText.Date(text);
        ReadOnlySpan<byte> head = text[date..Math.Min(text.Length, date + 160)];
        int open = head.IndexOf(" ["u8);
        int close = head.IndexOf("] "u8);
        int colon = head.IndexOf(":  "u8);
        if (date == 0 || open < 0 || close < open || colon < close)
            return false;
        process = head[(open + 2)..close];
        int dash = process.IndexOf((byte)'-');
        if (dash > 0)
            process = process[..dash];
        ReadOnlySpan<byte> before = head[..colon];
        level = before[(before.LastIndexOf((byte)' ') + 1)..];
        message = text[(date + colon + 3)..];
        return process.Length > 0 && !process.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && level.Length is >= 3 and <= 9 && char.IsAsciiLetterUpper((char)level[0]);
    }
}
