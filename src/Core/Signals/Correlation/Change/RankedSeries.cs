namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>Values at equal steps of time, <c>NaN</c> where there is none, sorted once so that the ranks of any part of them cost one pass.</summary>
internal sealed class RankedSeries
{
    private readonly double[] _values;
    private readonly int[] _order;

    public RankedSeries(double[] values)
    {
        _values = values;
        _order = [.. Enumerable.Range(0, values.Length).Where(i => double.IsFinite(values[i]))];
        Array.Sort(_order, (a, b) => _values[a].CompareTo(_values[b]));
    }

    public int Length => _values.Length;

    public int Count => _order.Length;

    public bool IsConstant => Count == 0 || _values[_order[0]].Equals(_values[_order[^1]]);

    public double this[int index] => _values[index];

    public bool Has(int index) => double.IsFinite(_values[index]);

    /// <summary>Ranks among the values that are <paramref name="used"/>, by index; equal values share the mean of their ranks.</summary>
    public void RankInto(double[] ranks, bool[] used)
    {
        int[] chosen = [.. _order.Where(i => used[i])];
        for (int start = 0; start < chosen.Length;)
        {
            int end = start + 1;
            while (end < chosen.Length && _values[chosen[end]].Equals(_values[chosen[start]]))
                end++;

            for (int i = start; i < end; i++)
                ranks[chosen[i]] = (start + end - 1) / 2.0;

            start = end;
        }
    }
}
