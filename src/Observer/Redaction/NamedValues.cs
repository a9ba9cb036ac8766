using System.Buffers;

namespace Mem0Observability.Observer.Redaction;

/// <summary><c>password=...</c>, <c>"api_key": "..."</c>, <c>'memory': '...'</c>, and mem0's sentences that end in user data.</summary>
internal static class NamedValues
{
    private static readonly SearchValues<byte> s_afterBare = SearchValues.Create(" \t\r\n\"',;&)}]\\"u8);
    private static readonly SearchValues<byte> s_afterHeader = SearchValues.Create("\r\n\"'}"u8);

    /// <param name="at">The colon or equals sign.</param>
    public static bool AtSeparator(ReadOnlySpan<byte> text, int at, out int start, out int end)
    {
        (start, end) = (0, 0);
        int keyEnd = at;
        if (text[keyEnd - 1] == ' ')
            keyEnd--;
        bool quoted = keyEnd > 0 && text[keyEnd - 1] is (byte)'"' or (byte)'\'';
        if (quoted)
        {
            keyEnd--;
            // \"key\": a JSON object as text in another one.
            if (keyEnd > 0 && text[keyEnd - 1] == '\\')
                keyEnd--;
        }

        int keyStart = keyEnd;
        while (keyStart > 0 && IsKeyByte(text[keyStart - 1]))
            keyStart--;
        ReadOnlySpan<byte> key = text[keyStart..keyEnd];
        int value = at + 1;
        while (value < text.Length && text[value] == ' ')
            value++;
        if (value == text.Length)
            return false;

        if (SensitiveKeys.IsSecret(key))
            return Secret(text, key, value, out start, out end);
        if (SensitiveKeys.IsMemoryText(key) && (quoted || text[at] == '='))
            return MemoryText(text, key, at, value, quoted, out start, out end);
        return Sentences.At(text, keyEnd, at, value, quoted, out start, out end);
    }

    private static bool Secret(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key, int value, out int start, out int end)
    {
        if (QuotedText.TryFind(text, value, out start, out end))
            return true;
        start = end = value;
        // Objects are searched name by name.
        if (text[value] is (byte)'{' or (byte)'[' or (byte)'(')
            return false;
        SearchValues<byte> after = SensitiveKeys.IsHeader(key) ? s_afterHeader : s_afterBare;
        int length = text[value..].IndexOfAny(after);
        end = length < 0 ? text.Length : value + length;
        ReadOnlySpan<byte> bare = text[start..end];
        // These say that there is nothing.
        return bare.Length > 0
            && !(bare.SequenceEqual("null"u8) || bare.SequenceEqual("None"u8) || bare.SequenceEqual("true"u8) || bare.SequenceEqual("false"u8)
                || bare.SequenceEqual("True"u8) || bare.SequenceEqual("False"u8) || bare.SequenceEqual("***"u8));
    }

    private static bool MemoryText(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key, int at, int value, bool quoted, out int start, out int end)
    {
        (start, end) = (value, value);
        // query="..." is logfmt: Prometheus names the expression that failed.
        if (!quoted && text[value] == '"' && SensitiveKeys.IsQuery(key))
            return false;
        if (QuotedText.TryFind(text, value, out start, out end))
            return true;
        // An object under a quoted name is searched name by name; what Python prints for {data=} is all data, and so is a list.
        if (text[value] == '[' || (text[value] == '{' && !quoted))
        {
            end = QuotedText.EndOfBrackets(text, value);
            return true;
        }

        if (quoted || !text[..at].EndsWith(" memory with data"u8))
            return false;
        end = Sentences.EndOfLine(text, value);
        return true;
    }

    /// <summary>The quotation mark of the name whose value begins at <paramref name="value"/>; empty where the name has none.</summary>
    public static ReadOnlySpan<byte> QuoteOfName(ReadOnlySpan<byte> text, int value)
    {
        ReadOnlySpan<byte> before = text[..value].TrimEnd(" :="u8);
        if (before.IsEmpty || before[^1] is not ((byte)'"' or (byte)'\''))
            return [];
        return before.Length > 1 && before[^2] == '\\' ? before[^2..] : before[^1..];
    }

    private static bool IsKeyByte(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'-';
}
