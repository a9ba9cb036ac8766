using System.Buffers;

namespace Mem0Observability.Observer.Redaction;

/// <summary>One pass from trigger to trigger: bytes next to which something secret can stand. A line without a secret costs about 100 ns.</summary>
/// <remarks>Written by hand: without emitted code, regular expressions are interpreted and ten times slower. Safe for several threads.</remarks>
internal sealed class LogRedactor : ILogRedactor
{
    private static readonly SearchValues<byte> s_triggers = SearchValues.Create("@?=:-_"u8);

    // The last letters of the names and sentences that matter, and what can stand between them and the colon.
    private static readonly SearchValues<byte> s_nameEnds = SearchValues.Create("dtnyespalDTNYESPAL\"' )"u8);

    // Each has no trigger byte in front of its secret.
    private static readonly byte[][] s_words = ["earer "u8.ToArray(), "eyJ"u8.ToArray(), "AIza"u8.ToArray()];

    public static ReadOnlySpan<byte> Replacement => "[redacted]"u8;

    public bool TryRedact(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        int kept = 0;
        int position = 0;
        int trigger = NextTrigger(utf8, 0);
        Span<int> words = stackalloc int[s_words.Length];
        for (int w = 0; w < words.Length; w++)
            words[w] = NextWord(utf8, 0, s_words[w]);

        while (true)
        {
            int at = trigger;
            int word = -1;
            for (int w = 0; w < words.Length; w++)
            {
                if (words[w] < at)
                    (at, word) = (words[w], w);
            }

            if (at == int.MaxValue)
                break;
            bool found = word < 0
                ? AtTrigger(utf8, at, out int start, out int end)
                : Secrets.AtWord(utf8, at, s_words[word].Length, out start, out end);
            position = at + 1;
            // What a secret before it already covers is not looked at again.
            if (found && end > start && end > kept)
            {
                start = Math.Max(start, kept);
                output.Write(utf8[kept..start]);
                // A list under a quoted name becomes a string, so that JSON stays JSON.
                ReadOnlySpan<byte> quote = utf8[start] == '[' ? NamedValues.QuoteOfName(utf8, start) : [];
                output.Write(quote);
                output.Write(Replacement);
                output.Write(quote);
                kept = position = end;
            }

            // Each is searched for once, not after every other one: a hostile line must not cost its length squared.
            if (trigger < position)
                trigger = NextTrigger(utf8, position);
            for (int w = 0; w < words.Length; w++)
            {
                if (words[w] < position)
                    words[w] = NextWord(utf8, position, s_words[w]);
            }
        }

        if (kept == 0)
            return false;
        output.Write(utf8[kept..]);
        return true;
    }

    private static bool AtTrigger(ReadOnlySpan<byte> text, int at, out int start, out int end) => text[at] switch
    {
        (byte)'-' or (byte)'_' => Secrets.AtPrefix(text, at, out start, out end),
        (byte)'@' => Addresses.AtSign(text, at, out start, out end),
        (byte)'?' => Addresses.AtQuestionMark(text, at, out start, out end),
        _ => NamedValues.AtSeparator(text, at, out start, out end),
    };

    private static int NextTrigger(ReadOnlySpan<byte> text, int from)
    {
        while (true)
        {
            int next = text[from..].IndexOfAny(s_triggers);
            if (next < 0)
                return int.MaxValue;
            from += next;
            if (from > 0 && IsWorthALook(text[from], text[from - 1]))
                return from;
            from++;
        }
    }

    // By the byte before it, most are ruled out: colons of times, hyphens of dates and ids.
    private static bool IsWorthALook(byte trigger, byte before) => trigger switch
    {
        (byte)'-' => before is (byte)'k' or (byte)'0',
        (byte)'_' => before is (byte)'k' or (byte)'p' or (byte)'f',
        (byte)'@' => before is not ((byte)'@' or (byte)' '),
        (byte)'?' => before is not ((byte)'?' or (byte)' '),
        _ => s_nameEnds.Contains(before),
    };

    private static int NextWord(ReadOnlySpan<byte> text, int from, ReadOnlySpan<byte> word)
    {
        int index = text[from..].IndexOf(word);
        return index < 0 ? int.MaxValue : from + index;
    }
}
