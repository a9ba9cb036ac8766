using System.Buffers;

namespace Mem0Observability.Observer.Tail.Formats;

/// <summary><c>time=… level=INFO source=… msg="…"</c> as Prometheus, Alertmanager and the exporters write it, and <c>ts=… caller=… level=info msg=…</c>.</summary>
internal sealed class LogfmtText
{
    private static readonly SearchValues<byte> s_key =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"u8);

    private byte[] _scratch = new byte[1024];

    /// <summary>Begins with a pair and has a level: <c>a=b</c> in a sentence is not enough.</summary>
    public static bool Looks(ReadOnlySpan<byte> text)
    {
        int equals = text[..Math.Min(text.Length, 32)].IndexOfAnyExcept(s_key);
        return equals > 0 && text[equals] == '=' && !text.Contains((byte)'\n')
            && (text.StartsWith("level="u8) || text.StartsWith("lvl="u8) || text.IndexOf(" level="u8) > 0 || text.IndexOf(" lvl="u8) > 0);
    }

    public void Write(ReadOnlySpan<byte> text, LogRecordWriter record)
    {
        bool body = false;
        ReadOnlySpan<byte> rest = text;
        while (TryPair(ref rest, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value))
        {
            if (FieldNames.IsMessage(key) && !body)
            {
                body = true;
                record.Body(value);
            }
            else
            {
                FieldNames.Write(key, value, record);
            }
        }

        if (!body)
            record.Body(text);
    }

    private bool TryPair(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        key = value = [];
        while (rest.Length > 0)
        {
            rest = rest.TrimStart((byte)' ');
            int end = rest.IndexOfAny((byte)'=', (byte)' ');
            if (end < 0)
                return false;
            key = rest[..end];
            bool pair = rest[end] == '=';
            rest = rest[(end + 1)..];
            if (!pair || key.Length == 0)
                continue;
            value = rest is [(byte)'"', ..] ? Quoted(ref rest) : Bare(ref rest);
            return true;
        }

        return false;
    }

    private static ReadOnlySpan<byte> Bare(ref ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOf((byte)' ');
        ReadOnlySpan<byte> value = end < 0 ? rest : rest[..end];
        rest = rest[value.Length..];
        return value;
    }

    private ReadOnlySpan<byte> Quoted(ref ReadOnlySpan<byte> rest)
    {
        if (_scratch.Length < rest.Length)
            _scratch = new byte[rest.Length];
        int length = 0;
        int i = 1;
        for (; i < rest.Length && rest[i] != '"'; i++)
        {
            byte next = rest[i];
            if (next == '\\' && i + 1 < rest.Length)
            {
                next = rest[++i] switch
                {
                    (byte)'n' => (byte)'\n',
                    (byte)'t' => (byte)'\t',
                    (byte)'r' => (byte)'\r',
                    byte other => other,
                };
            }

            _scratch[length++] = next;
        }

        rest = rest[Math.Min(i + 1, rest.Length)..];
        return _scratch.AsSpan(0, length);
    }
}
