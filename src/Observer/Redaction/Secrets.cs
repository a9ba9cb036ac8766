using System.Buffers;

namespace Mem0Observability.Observer.Redaction;

/// <summary>Keys and tokens that show what they are by how they begin.</summary>
internal static class Secrets
{
    // Shorter ones are words: "sk-learn", "m0-client".
    private const int LeastLength = 16;

    // By this many bytes it is decided whether something is a token; only then its end is looked for.
    private const int Window = 64;

    private static readonly SearchValues<byte> s_tokenBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-+/=~"u8);

    /// <summary><c>sk-</c> (OpenAI, Anthropic), <c>m0-</c>, <c>pk-</c>, <c>gsk_</c>, <c>ghp_</c>, <c>hf_</c>, <c>m0sk_</c>.</summary>
    public static bool AtPrefix(ReadOnlySpan<byte> text, int at, out int start, out int end)
    {
        (start, end) = (at, at);
        while (start > 0 && at - start < 5 && char.IsAsciiLetterOrDigit((char)text[start - 1]))
            start--;
        ReadOnlySpan<byte> prefix = text[start..(at + 1)];
        bool known = prefix.SequenceEqual("sk-"u8) || prefix.SequenceEqual("m0-"u8) || prefix.SequenceEqual("pk-"u8) || prefix.SequenceEqual("m0sk_"u8)
            || prefix.SequenceEqual("gsk_"u8) || prefix.SequenceEqual("ghp_"u8) || prefix.SequenceEqual("hf_"u8);
        if (!known || !IsToken(text, at + 1, LeastLength, digits: true))
            return false;
        end = EndOfToken(text, at + 1);
        return true;
    }

    /// <summary><c>Bearer ...</c>, JSON Web Tokens, Google's keys.</summary>
    /// <param name="at">Where the word begins.</param>
    public static bool AtWord(ReadOnlySpan<byte> text, int at, int wordLength, out int start, out int end)
    {
        bool bearer = text[at] == 'e' && text[at + 1] == 'a';
        start = end = bearer ? at + wordLength : at;
        byte before = at > 0 ? text[at - 1] : (byte)' ';
        bool found = bearer
            ? (before | 0x20) == 'b' && IsToken(text, start, 8, digits: true)
            : !char.IsAsciiLetterOrDigit((char)before) && IsToken(text, start, 20, digits: false);
        if (found)
            end = EndOfToken(text, start);
        return found;
    }

    private static int EndOfToken(ReadOnlySpan<byte> text, int start)
    {
        int length = text[start..].IndexOfAnyExcept(s_tokenBytes);
        int end = length < 0 ? text.Length : start + length;
        // The full stop of the sentence.
        while (end > start && text[end - 1] == '.')
            end--;
        return end;
    }

    // "sk-something-with-hyphens" is a name; a key has digits.
    private static bool IsToken(ReadOnlySpan<byte> text, int start, int least, bool digits)
    {
        ReadOnlySpan<byte> window = text[start..Math.Min(text.Length, start + Window)];
        ReadOnlySpan<byte> token = window[..EndOfToken(window, 0)];
        return token.Length >= least && (!digits || token.ContainsAnyInRange((byte)'0', (byte)'9'));
    }
}
