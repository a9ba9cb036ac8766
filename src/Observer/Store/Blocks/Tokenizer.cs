using System.Text;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Cuts text into words: runs of letters, digits and underscores, in any case, as Elasticsearch's standard analyzer does for logs.</summary>
internal ref struct Tokenizer(ReadOnlySpan<byte> text)
{
    /// <summary>Longer words are cut; nobody types them, and they would make the hash as long as the text.</summary>
    private const int LongestWord = 128;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;

    /// <param name="hash">Of the word in lower case; never zero.</param>
    public bool TryNext(out uint hash)
    {
        ReadOnlySpan<byte> text = _text;
        int i = _position;
        while (i < text.Length && !IsWord(text[i]))
            i++;
        int start = i;
        bool ascii = true;
        // FNV-1a over lower-case bytes; a word is a few bytes long, so anything cleverer would cost more than it saves.
        uint value = 2166136261;
        while (i < text.Length && IsWord(text[i]) && i - start < LongestWord)
        {
            byte b = text[i++];
            ascii &= b < 0x80;
            value = (value ^ Lower(b)) * 16777619;
        }

        _position = i;
        hash = ascii ? Finish(value) : HashUnicode(text[start..i]);
        return i > start;
    }

    /// <summary>The hash under which an attribute with this value is found.</summary>
    public static uint HashAttribute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        uint hash = Continue(2166136261, key);
        return Finish(Continue((hash ^ 0xFF) * 16777619, value));
    }

    /// <summary>The hash under which a trace id (its low half) or a request id (its hash) is found.</summary>
    public static uint HashKey(ulong key) => Finish((uint)(key ^ (key >> 32)) ^ 0x9E3779B9);

    private static uint Continue(uint hash, ReadOnlySpan<byte> text)
    {
        foreach (byte b in text)
            hash = (hash ^ Lower(b)) * 16777619;
        return hash;
    }

    private static uint HashUnicode(ReadOnlySpan<byte> word)
    {
        string lower = Encoding.UTF8.GetString(word).ToLowerInvariant();
        uint value = 2166136261;
        foreach (byte b in Encoding.UTF8.GetBytes(lower))
            value = (value ^ b) * 16777619;
        return Finish(value);
    }

    private static uint Finish(uint value)
    {
        // FNV's low bits are weak; the index sorts by all of them.
        value ^= value >> 16;
        value *= 0x7FEB352D;
        value ^= value >> 15;
        return value == 0 ? 1 : value;
    }

    private static bool IsWord(byte b) => b >= 0x80 || (uint)((b | 0x20) - 'a') < 26 || (uint)(b - '0') < 10 || b == '_';

    private static byte Lower(byte b) => (uint)(b - 'A') < 26 ? (byte)(b | 0x20) : b;
}
