using System.Buffers;

namespace Mem0Observability.Observer.Redaction;

/// <summary>Keys and tokens that show what they are by how they begin.</summary>
internal static class Secrets
{
    // Shorter ones are words: "sk-learn", "m0-client".
    private const int LeastLength = 16;

    private static readonly SearchValues<byte> s_tokenBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-+/=~"u8);

    /// <summary><c>sk-</c> (OpenAI, Anthropic), <c>m0-</c>, <c>pk-</c>, <c>gsk_</c>, <c>ghp_</c>, <c>hf_</c>, <c>m0sk_</c>.</summary>
    public static bool AtPrefix(ReadOnlySpan<byte> text, int at, out int start, out int end)
    {
        start = at;
        while (start > 0 && at - start < 5 && char.IsAsciiLetterOrDigit((char)text[start - 1]))
            start--;
        end = EndOfToken(text, at + 1);
        ReadOnlySpan<byte> prefix = text[start..(at + 1)];
        bool known = prefix.SequenceEqual("sk-"u8) || prefix.SequenceEqual("m0-"u8) || prefix.SequenceEqual("pk-"u8) || prefix.SequenceEqual("m0sk_"u8)
            || prefix.SequenceEqual("gsk_"u8) || prefix.SequenceEqual("ghp_"u8) || prefix.SequenceEqual("hf_"u8);
        return known && end - at > LeastLength && !IsWords(text[at..end]);
    }

    /// <summary><c>Bearer ...</c>, JSON Web Tokens, Google's keys.</summary>
    /// <param name="at">Where the word begins.</param>
    public static bool AtWord(ReadOnlySpan<byte> text, int at, int wordLength, out int start, out int end)
    {
        if (text[at] == 'e' && text[at + 1] == 'a')
        {
            start = at + wordLength;
            end = EndOfToken(text, start);
            return at > 0 && (text[at - 1] | 0x20) == 'b' && end - start >= 8 && !IsWords(text[start..end]);
        }

        start = at;
        end = EndOfToken(text, at);
        bool begins = at == 0 || !char.IsAsciiLetterOrDigit((char)text[at - 1]);
        // A JWT has a second part; without it "eyJ" may be the beginning of any encoded JSON, which is no less private when it is long.
        return begins && end - start >= 20;
    }

    public static int EndOfToken(ReadOnlySpan<byte> text, int start)
    {
        int length = text[start..].IndexOfAnyExcept(s_tokenBytes);
        int end = length < 0 ? text.Length : start + length;
        // The full stop of the sentence.
        while (end > start && text[end - 1] == '.')
            end--;
        return end;
    }

    // "sk-something-with-hyphens" is a name; a key has digits.
    private static bool IsWords(ReadOnlySpan<byte> token) => !token.ContainsAnyInRange((byte)'0', (byte)'9');
}
