namespace Mem0Observability.Tests.Load;

/// <summary>Ids that look random and can be computed again from the numbers of their batch and row, so that what was sent can be looked for.</summary>
internal static class RowIds
{
    public static (ulong High, ulong Low) Trace(long batch, int trace)
    {
        var number = ((ulong)batch << 20) + ((ulong)trace << 1);
        return (Mix(number), Mix(number + 1));
    }

    /// <param name="traceLow">The lower half of the trace's id.</param>
    public static ulong Span(ulong traceLow, int span) => Mix(traceLow + (ulong)span + 1);

    /// <summary>Stands in the text of the log record as 16 hexadecimal digits.</summary>
    public static ulong Log(long batch, int row) => Mix(~(((ulong)batch << 20) + (ulong)row));

    public static string TraceText(long batch, int trace)
    {
        var (high, low) = Trace(batch, trace);
        return $"{high:x16}{low:x16}";
    }

    /// <summary>SplitMix64; a bijection, so different numbers never share an id.</summary>
    public static ulong Mix(ulong number)
    {
        number += 0x9E3779B97F4A7C15;
        number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
        number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
        return number ^ (number >> 31);
    }
}
