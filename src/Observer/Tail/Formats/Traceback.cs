namespace Mem0Observability.Observer.Tail.Formats;

/// <summary>Python's tracebacks.</summary>
internal static class Traceback
{
    public static ReadOnlySpan<byte> Start => "Traceback (most recent call last):"u8;

    /// <summary>Whether a line belongs to the record before it, whatever that is.</summary>
    public static bool Continues(ReadOnlySpan<byte> line) =>
        line.Length > 0 && (line[0] is (byte)' ' or (byte)'\t' || line.StartsWith(Start) || IsLink(line));

    /// <summary>Whether this is the sentence between two chained exceptions.</summary>
    private static bool IsLink(ReadOnlySpan<byte> line) =>
        line.StartsWith("During handling of the above exception"u8) || line.StartsWith("The above exception was the direct cause"u8);

    /// <summary>The class of the last exception: the first line after the last traceback that is not indented.</summary>
    public static bool TryFindException(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> type)
    {
        type = [];
        int start = text.LastIndexOf(Start);
        if (start < 0)
            return false;
        ReadOnlySpan<byte> rest = text[(start + Start.Length)..];
        foreach (Range range in rest.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = rest[range];
            if (line.Length == 0 || line[0] == ' ')
                continue;
            int end = 0;
            while (end < line.Length && (char.IsAsciiLetterOrDigit((char)line[end]) || line[end] is (byte)'.' or (byte)'_'))
                end++;
            type = line[..end];
            return end > 0 && (end == line.Length || line[end] == ':');
        }

        return false;
    }
}
