namespace Mem0Observability.Observer.Redaction;

/// <summary>Where a quoted or bracketed value ends, in JSON, in Python's repr and in one inside the other.</summary>
internal static class QuotedText
{
    /// <summary>The part between the quotes.</summary>
    /// <param name="position">Where the value begins.</param>
    /// <returns>False where there is no quote. A value that is never closed reaches to the end.</returns>
    public static bool TryFind(ReadOnlySpan<byte> text, int position, out int start, out int end)
    {
        start = end = position;
        // b'...' and r'...'.
        if (position + 1 < text.Length && text[position] is (byte)'b' or (byte)'r' && text[position + 1] is (byte)'\'' or (byte)'"')
            position++;
        bool escaped = position + 1 < text.Length && text[position] == '\\' && text[position + 1] is (byte)'"' or (byte)'\'';
        if (escaped)
            position++;
        if (position >= text.Length || text[position] is not ((byte)'"' or (byte)'\''))
            return false;
        start = position + 1;
        end = escaped ? EndOfEscaped(text, start, text[position]) : EndOfPlain(text, start, text[position]);
        return true;
    }

    /// <returns>The index after the bracket that closes the one at <paramref name="position"/>; the end of the text where none does.</returns>
    public static int EndOfBrackets(ReadOnlySpan<byte> text, int position)
    {
        int depth = 0;
        for (int i = position; i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'{' or (byte)'[' or (byte)'(':
                    depth++;
                    break;
                case (byte)'}' or (byte)']' or (byte)')':
                    if (--depth == 0)
                        return i + 1;
                    break;
                case (byte)'"' or (byte)'\'':
                    i = EndOfString(text, i);
                    break;
                default:
                    break;
            }
        }

        return text.Length;
    }

    /// <returns>The index of the quote that closes the one at <paramref name="quote"/>.</returns>
    private static int EndOfString(ReadOnlySpan<byte> text, int quote)
    {
        if (quote == 0 || text[quote - 1] != '\\')
            return EndOfPlain(text, quote + 1, text[quote]);
        int end = EndOfEscaped(text, quote + 1, text[quote]);
        return end < text.Length && text[end] == '\\' ? end + 1 : end;
    }

    // Any backslash before it makes a quote part of the value: one repr inside a JSON string doubles them. Where that is wrong, too much goes, not too little.
    private static int EndOfPlain(ReadOnlySpan<byte> text, int start, byte quote)
    {
        for (int i = start; i < text.Length; i++)
        {
            int next = text[i..].IndexOf(quote);
            if (next < 0)
                return text.Length;
            i += next;
            if (i == start || text[i - 1] != '\\')
                return i;
        }

        return text.Length;
    }

    // Ends at a quote with exactly one backslash, or where the string around it ends.
    private static int EndOfEscaped(ReadOnlySpan<byte> text, int start, byte quote)
    {
        for (int i = start; i < text.Length; i++)
        {
            int next = text[i..].IndexOf(quote);
            if (next < 0)
                return text.Length;
            i += next;
            if (i == start || text[i - 1] != '\\')
                return i;
            if (i - 2 < start || text[i - 2] != '\\')
                return i - 1;
        }

        return text.Length;
    }
}
