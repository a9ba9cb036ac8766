namespace Mem0Observability.Observer.Redaction;

/// <summary>Messages that end in user data without a name in front of it, as mem0 (1.0 to 2.0), OpenMemory, SQLAlchemy and PostgreSQL write them.</summary>
internal static class Sentences
{
    // How far back the beginning of a sentence is looked for, bytes.
    private const int Back = 512;

    /// <param name="keyEnd">Where the text before the separator, and before a quote, ends.</param>
    /// <param name="value">The first byte after the separator that is no space.</param>
    public static bool At(ReadOnlySpan<byte> text, int keyEnd, int at, int value, bool quoted, out int start, out int end)
    {
        (start, end) = (value, value);
        if (text[at] != ':' || keyEnd == 0)
            return false;
        if (quoted)
            return AfterFailedFor(text, keyEnd, out start, out end);
        if (!Introduces(text[..keyEnd]))
            return text[..keyEnd].EndsWith("DETAIL"u8) && Detail(text, value, out start, out end);
        end = EndOfLine(text, value);
        return true;
    }

    /// <summary>The end of the line; where the text is a JSON string, the end of that string.</summary>
    public static int EndOfLine(ReadOnlySpan<byte> text, int from)
    {
        int length = text[from..].IndexOf((byte)'\n');
        int end = length < 0 ? text.Length : from + length;
        if (text[0] != '{' || text[^1] != '}')
            return end;
        for (int i = from; i < end; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                return i;
        }

        return end;
    }

    private static bool Introduces(ReadOnlySpan<byte> before) => before[^1] switch
    {
        (byte)'t' => before.EndsWith("Skipping invalid message format"u8),
        (byte)')' => before.EndsWith("Skipping invalid message format (async)"u8)
            || before.EndsWith("Skipping duplicate memory (hash match)"u8) || before.EndsWith("Skipping duplicate memory (hash match, async)"u8),
        (byte)'e' => before.EndsWith("Raw response"u8),
        (byte)'s' => before.EndsWith("Extracted entities"u8) || before.EndsWith("Deleted relationships"u8)
            || before.EndsWith("[parameters"u8) || before.EndsWith("with parameters"u8) || before.EndsWith("Parameters"u8),
        (byte)'p' => before.EndsWith("Entity type map"u8),
        _ => false,
    };

    /// <summary><c>Entity upsert failed for 'text': reason</c>.</summary>
    private static bool AfterFailedFor(ReadOnlySpan<byte> text, int keyEnd, out int start, out int end)
    {
        (start, end) = (keyEnd, keyEnd);
        ReadOnlySpan<byte> introduction = " failed for '"u8;
        int from = Math.Max(0, keyEnd - Back);
        int found = text[from..keyEnd].LastIndexOf(introduction);
        if (found < 0 || text[from..(from + found)].LastIndexOf("Entity "u8) < 0)
            return false;
        start = from + found + introduction.Length;
        return true;
    }

    /// <summary>PostgreSQL's <c>DETAIL:  Failing row contains (...)</c> and <c>DETAIL:  Key (name)=(value) already exists.</c></summary>
    private static bool Detail(ReadOnlySpan<byte> text, int value, out int start, out int end)
    {
        (start, end) = (value, value);
        ReadOnlySpan<byte> detail = text[value..];
        ReadOnlySpan<byte> row = "Failing row contains "u8;
        if (detail.StartsWith(row))
            start += row.Length;
        else if (detail.StartsWith("Key ("u8) && detail[..Math.Min(detail.Length, Back)].IndexOf(")=("u8) is > 0 and int names)
            start += names + 2;
        else
            return false;
        end = EndOfLine(text, value);
        // To the last bracket, for values may hold some; then the sentence goes on.
        int close = text[start..end].LastIndexOf((byte)')');
        if (close > 0)
            end = start + close + 1;
        return true;
    }
}
