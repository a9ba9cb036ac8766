using System.Buffers;

namespace Mem0Observability.Observer.Redaction;

/// <summary>E-mail addresses, passwords in addresses of servers, query strings.</summary>
internal static class Addresses
{
    // How far back an address is looked for, bytes: bounds the cost of a line that is nothing but "?".
    private const int Back = 512;

    private static readonly SearchValues<byte> s_beforeAddress = SearchValues.Create(" \t\n\"'`<>()[]{},;="u8);
    private static readonly SearchValues<byte> s_afterQuery = SearchValues.Create(" \t\r\n\"'`<>\\"u8);
    private static readonly SearchValues<byte> s_domain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-"u8);

    public static bool AtSign(ReadOnlySpan<byte> text, int at, out int start, out int end)
    {
        end = at;
        start = StartOfAddress(text, at);
        int scheme = text[start..at].IndexOf("://"u8);
        if (scheme >= 0)
        {
            // postgresql://user:password@host: the host stays.
            start += scheme + 3;
            return text[start..at].Contains((byte)':');
        }

        // "mailto:a@b.example", "user:a@b.example"
        int colon = text[start..at].LastIndexOfAny((byte)':', (byte)'/');
        start += colon + 1;
        int length = text[(at + 1)..].IndexOfAnyExcept(s_domain);
        end = length < 0 ? text.Length : at + 1 + length;
        while (end > at && text[end - 1] is (byte)'.' or (byte)'-')
            end--;
        ReadOnlySpan<byte> domain = text[Math.Min(at + 1, end)..end];
        int dot = domain.LastIndexOf((byte)'.');
        // A top-level domain has letters only: "mem0ai@2.0.18" is a version.
        return start < at && dot > 0 && domain.Length - dot > 2 && !domain[(dot + 1)..].ContainsAnyExceptInRange((byte)'A', (byte)'z');
    }

    /// <summary>What follows the question mark of a path or an address; the mark stays.</summary>
    public static bool AtQuestionMark(ReadOnlySpan<byte> text, int at, out int start, out int end)
    {
        start = end = at + 1;
        if (start == text.Length || s_afterQuery.Contains(text[start]) || !text[StartOfAddress(text, at)..at].Contains((byte)'/'))
            return false;
        int length = text[start..].IndexOfAny(s_afterQuery);
        end = length < 0 ? text.Length : start + length;
        return true;
    }

    private static int StartOfAddress(ReadOnlySpan<byte> text, int at)
    {
        int least = Math.Max(0, at - Back);
        return least + text[least..at].LastIndexOfAny(s_beforeAddress) + 1;
    }
}
