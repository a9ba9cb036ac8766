namespace Mem0Observability.Observer.Tail.Formats;

/// <summary>Recognises the format of a record's text and writes what it says.</summary>
internal sealed class LogText
{
    private readonly JsonText _json = new();
    private readonly LogfmtText _logfmt = new();

    /// <param name="text">One or several lines of valid UTF-8, already redacted.</param>
    public void Write(ReadOnlySpan<byte> text, LogRecordWriter record)
    {
        if (JsonText.Looks(text))
        {
            if (_json.TryWrite(text, record))
                return;
            record.Restart();
        }

        if (LogfmtText.Looks(text))
        {
            _logfmt.Write(text, record);
            return;
        }

        if (!PostgresText.TryWrite(text, record) && !PythonText.TryWrite(text, record) && !UvicornText.TryWrite(text, record))
            record.Body(text);
        PlainText.Write(text, record);
    }

    /// <summary>Whether a line of this kind is complete by itself, so that nothing needs to wait for its continuation.</summary>
    public static bool IsSelfContained(ReadOnlySpan<byte> line) =>
        (JsonText.Looks(line) && line[^1] == '}') || LogfmtText.Looks(line) || UvicornText.IsAccess(line);
}
