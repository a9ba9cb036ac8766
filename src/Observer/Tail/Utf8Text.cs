namespace Mem0Observability.Observer.Tail;

/// <summary>Cuts and cleans UTF-8 without breaking a character.</summary>
internal static class Utf8Text
{
    public static ReadOnlySpan<byte> Truncate(ReadOnlySpan<byte> text, int most)
    {
        if (text.Length <= most)
            return text;
        while (most > 0 && (text[most] & 0xC0) == 0x80)
            most--;
        return text[..most];
    }

    /// <summary>Takes out the colours of a terminal, in place.</summary>
    /// <returns>The new length.</returns>
    public static int RemoveColours(Span<byte> text)
    {
        int escape = text.IndexOf((byte)0x1B);
        if (escape < 0)
            return text.Length;
        int length = escape;
        for (int i = escape; i < text.Length; i++)
        {
            if (text[i] != 0x1B)
            {
                text[length++] = text[i];
                continue;
            }

            // ESC [ parameters, up to a letter.
            if (i + 1 < text.Length && text[i + 1] == '[')
            {
                i += 2;
                while (i < text.Length && text[i] is (>= (byte)'0' and <= (byte)'9') or (byte)';' or (byte)'?')
                    i++;
            }
        }

        return length;
    }
}
