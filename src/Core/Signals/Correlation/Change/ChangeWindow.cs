using System.Globalization;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>The moments that are compared: a baseline, then the window in which something changed.</summary>
/// <param name="From">The first moment.</param>
/// <param name="Start">Where the baseline ends.</param>
/// <param name="End">The last moment.</param>
internal sealed record ChangeWindow(DateTimeOffset From, DateTimeOffset Start, DateTimeOffset End, TimeSpan Step)
{
    /// <summary>Pairs of all lags are compared with each other in time; more points cost more and say no more.</summary>
    public const int MaxPoints = 2000;

    private const int DefaultPoints = 240;

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(15);

    /// <summary>The shipped interval of scrapes.</summary>
    private static readonly TimeSpan s_finest = TimeSpan.FromSeconds(15);

    /// <summary>Four scrapes, so that a missed one leaves no gap.</summary>
    private static readonly TimeSpan s_shortestRate = TimeSpan.FromMinutes(1);

    public int Points => (int)((End - From) / Step) + 1;

    /// <summary>Number of points of the baseline.</summary>
    public int Before => (int)Math.Ceiling((Start - From) / Step);

    /// <summary>Of rates, in PromQL: nothing between two points is left out. The same for target and candidates, else they would lag.</summary>
    public string RateRange => string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Max(s_shortestRate.TotalSeconds, Step.TotalSeconds)}s");

    public static ChangeWindow Of(ChangeRequest request, DateTimeOffset now)
    {
        DateTimeOffset end = request.End ?? now;
        DateTimeOffset start = request.Start ?? end - s_window;
        TimeSpan baseline = request.Baseline ?? 3 * (end - start);
        if (start >= end || baseline <= TimeSpan.Zero || request.Step <= TimeSpan.Zero)
            throw Invalid($"The window from {start:O} to {end:O} must end after it starts, its baseline and the step must be positive.", start);

        TimeSpan length = end - start + baseline;
        TimeSpan step = request.Step ?? TimeSpan.FromSeconds(Math.Max(s_finest.TotalSeconds, Math.Ceiling(length.TotalSeconds / DefaultPoints)));
        double points = Math.Floor(length / step) + 1;
        if (points is < LagSearch.MinPairs or > MaxPoints)
        {
            throw Invalid(
                string.Create(CultureInfo.InvariantCulture, $"{length} with a step of {step} are {points} points; there must be {LagSearch.MinPairs} to {MaxPoints}. Choose another step, or another length."),
                start);
        }

        return new ChangeWindow(end - ((points - 1) * step), start, end, step);
    }

    /// <summary>A series at these moments; <c>NaN</c> where it has no value.</summary>
    public double[] Align(IEnumerable<MetricSample> samples)
    {
        var values = new double[Points];
        Array.Fill(values, double.NaN);
        foreach (MetricSample sample in samples)
        {
            long index = (long)Math.Round((sample.Timestamp - From) / Step);
            if (index >= 0 && index < values.Length && double.IsFinite(sample.Value))
                values[index] = sample.Value;
        }

        return values;
    }

    private static StackException Invalid(string message, object target) =>
        new("CorrelationRangeInvalid", StackErrorCategory.InvalidArgument, message, target);
}
