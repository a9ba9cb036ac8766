namespace Mem0Observability.Observer.Tail.Formats;

/// <summary><c>INFO:     172.18.0.5:51234 - "GET /memories?user_id=alice HTTP/1.1" 200 OK</c>, and uvicorn's other lines.</summary>
internal static class UvicornText
{
    public static bool TryWrite(ReadOnlySpan<byte> text, LogRecordWriter record)
    {
        if (!TrySplit(text, out ReadOnlySpan<byte> level, out ReadOnlySpan<byte> message))
            return false;
        record.Level(level);
        record.Body(message);
        WriteRequest(message, record);
        return true;
    }

    public static bool IsAccess(ReadOnlySpan<byte> line) =>
        TrySplit(line, out _, out ReadOnlySpan<byte> message) && TryRequest(message, out _, out _, out _);

    /// <summary>Method, path and status of <c>... "GET /path?query HTTP/1.1" 200</c>; without the query.</summary>
    public static void WriteRequest(ReadOnlySpan<byte> message, LogRecordWriter record)
    {
        if (!TryRequest(message, out ReadOnlySpan<byte> method, out ReadOnlySpan<byte> path, out ReadOnlySpan<byte> status))
            return;
        int query = path.IndexOf((byte)'?');
        record.Attribute("http.request.method"u8, method);
        record.Attribute("url.path"u8, query < 0 ? path : path[..query]);
        record.Number("http.response.status_code"u8, status);
    }

    private static bool TrySplit(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> level, out ReadOnlySpan<byte> message)
    {
        level = message = [];
        int colon = text[..Math.Min(text.Length, 12)].IndexOf((byte)':');
        if (colon < 3 || colon + 1 >= text.Length || text[colon + 1] != ' ' || Severity.Number(text[..colon]) == 0)
            return false;
        level = text[..colon];
        message = text[(colon + 1)..].TrimStart((byte)' ');
        return true;
    }

    private static bool TryRequest(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> method, out ReadOnlySpan<byte> path, out ReadOnlySpan<byte> status)
    {
        method = path = status = [];
        int open = message[..Math.Min(message.Length, 96)].IndexOf(" - \""u8);
        if (open < 0)
            return false;
        ReadOnlySpan<byte> request = message[(open + 4)..];
        int space = request.IndexOf((byte)' ');
        int version = request.LastIndexOf(" HTTP/"u8);
        int close = request.LastIndexOf("\" "u8);
        if (space is < 1 or > 16 || version < space + 1 || close < version || close + 5 > request.Length)
            return false;
        method = request[..space];
        path = request[(space + 1)..version];
        status = request.Slice(close + 2, 3);
        return !status.ContainsAnyExceptInRange((byte)'0', (byte)'9') && !method.ContainsAnyExceptInRange((byte)'A', (byte)'Z');
    }
}
