using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Tests.Unit.Signals;
using Mem0Observability.Tests.Unit.Signals.Correlation;

namespace Mem0Observability.Tests.Unit.Cmdlets;

/// <summary>What changed, against a metric store whose series a test makes.</summary>
public sealed class MeasureCorrelationCommandTests
{
    private const int Points = 241;
    private const string Range = "-Start '2026-01-02T03:45:00Z' -End '2026-01-02T04:00:00Z' -Candidate '{job=\"t\"}'";

    private static readonly DateTimeOffset s_from = new(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);

    private readonly FakeStack _stack = new();
    private readonly RandomSeries _random = new(7);
    private readonly double[] _target;

    /// <summary>By what is asked.</summary>
    private readonly Dictionary<string, List<MetricSample>> _answers = [];

    private readonly List<IReadOnlyDictionary<string, string>> _series = [];

    public MeasureCorrelationCommandTests()
    {
        _target = _random.Wander(Points, 0.5);
        Answer("histogram_quantile(0.95, sum by (le, service) (rate(http_server_request_duration_seconds_bucket{service=\"mem0\"}[60s])))", _target);
        _stack.Metrics.Answer = promQL => _answers.GetValueOrDefault(promQL, []);
        _stack.Metrics.Series = _ => _series;
    }

    [Fact]
    public void A_series_that_moved_before_the_target_is_first_with_its_numbers()
    {
        Gauge("noise", _random.Wander(Points, 0.5));
        // The target follows it by two steps of 15 s.
        double[] leader = [.. _target.Skip(2).Concat([0, 0]).Select(v => (2 * v) + (_random.Noise() / 10))];
        Gauge("connections", leader, ("datname", "postgres"));

        var found = Measure();

        found.Select(f => (f.Rank, f.Metric, f.IsSignificant)).Should().Equal((1, "connections", true), (2, "noise", false));
        var first = found[0];
        (first.Kind, first.Lag, first.MovedFirst, first.Pairs).Should().Be(("value", TimeSpan.FromSeconds(30), "metric", Points - 2));
        first.Rho.Should().BeGreaterThan(0.95);
        first.EffectivePairs.Should().BeInRange(50, Points);
        first.Before.Should().BeApproximately(leader.Take(180).Average(), 1e-9);
        first.During.Should().BeApproximately(leader.Skip(180).Average(), 1e-9);
        first.Query.Should().Be("connections{datname=\"postgres\",job=\"t\"}");
    }

    [Fact]
    public void What_is_compared_of_a_metric_follows_from_its_kind()
    {
        foreach (string name in new[] { "calls_total", "open", "open_count", "x_created", "wait_seconds_sum", "wait_seconds_count" })
            Exists(name);
        foreach (string name in new[] { "took_seconds_bucket", "took_seconds_sum", "took_seconds_count" })
            Exists(name, ("le", "+Inf"));

        Measure().Should().BeEmpty();

        _stack.Metrics.Queries.Skip(1).Should().BeEquivalentTo(
            new[]
            {
                "rate({__name__=\"calls_total\",job=\"t\"}[60s])",
                "{__name__=\"open\",job=\"t\"}",
                "{__name__=\"open_count\",job=\"t\"}",
                "rate({__name__=\"wait_seconds_sum\",job=\"t\"}[60s]) / (rate({__name__=\"wait_seconds_count\",job=\"t\"}[60s]) > 0)",
                "rate({__name__=\"wait_seconds_count\",job=\"t\"}[60s])",
                "histogram_quantile(0.95, rate({__name__=\"took_seconds_bucket\",job=\"t\"}[60s]))",
                "rate({__name__=\"took_seconds_count\",job=\"t\"}[60s])",
            }.Select(q => q + " [3600s:15s]"));
    }

    [Fact]
    public void Candidates_that_cannot_be_compared_are_left_out()
    {
        Gauge("constant", [.. _target.Select(_ => 4.0)]);
        Gauge("short", [.. _target.Select((v, i) => i < 10 ? v : double.NaN)]);
        Gauge("same", _target);
        Gauge("empty", []);
        Gauge("good", _random.Wander(Points, 0.5));
        Measure().Select(f => f.Metric).Should().Equal("good");
        string said = CommandHost.Show($"Measure-Mem0Correlation latency-p95 -Service mem0 {Range} -Verbose", _stack.Sources);
        said.Should().Contain("1 series compared at 241 moments, 15 s apart; left out: 1 that never change, 1 with too few values, 1 equal to the target.");
    }

    [Fact]
    public void A_series_that_began_in_the_window_has_no_value_before()
    {
        Gauge("late", [.. _target.Select((v, i) => i < 190 ? double.NaN : v + (_random.Noise() / 10))]);
        var row = Measure().Should().ContainSingle().Subject;
        (row.Before, row.Pairs).Should().Be((null, 51));
        row.During.Should().NotBeNull();
    }

    [Fact]
    public void Opposite_movement_and_equal_moments_are_told_and_shown()
    {
        Gauge("free_bytes", [.. _target.Select(v => -v + (_random.Noise() / 10))]);
        var row = Measure().Should().ContainSingle().Subject;
        (row.MovedFirst, row.Lag, row.Unit).Should().Be(("together", TimeSpan.Zero, "bytes"));
        row.Rho.Should().BeLessThan(-0.9);
        CommandHost.Show($"Measure-Mem0Correlation latency-p95 -Service mem0 {Range}", _stack.Sources).Should().MatchRegex(@"-(0\.9\d|1\.00) +0 s +\S+ \* .* value free_bytes\{job=t\}");
    }

    [Fact]
    public void More_than_two_thousand_candidates_are_cut_and_said()
    {
        for (int i = 0; i < 2001; i++)
            Exists("many", ("i", i.ToString(CultureInfo.InvariantCulture)));
        Gauge("few", _random.Wander(Points, 0.5));
        Measure().Select(f => f.Metric).Should().Equal("few");
        CommandHost.Show($"Measure-Mem0Correlation latency-p95 -Service mem0 {Range}", _stack.Sources).Should().Contain("2001 series were not looked at");
    }

    [Fact]
    public void Top_bounds_the_list_and_not_what_is_corrected_for()
    {
        for (int i = 0; i < 30; i++)
            Gauge($"n{i}", _random.Wander(Points, 0.5));
        var one = Measure("-Top 1").Should().ContainSingle().Subject;
        one.Should().BeEquivalentTo(Measure("-Top 30")[0]);
    }

    [Theory]
    [InlineData("Measure-Mem0Correlation two -Baseline 45m", "CorrelationTargetAmbiguous")]
    [InlineData("Measure-Mem0Correlation none", "CorrelationTargetUnusable")]
    [InlineData("Measure-Mem0Correlation flat", "CorrelationTargetUnusable")]
    [InlineData("Measure-Mem0Correlation none -Service mem0", "MetricNameUnknown")]
    [InlineData("Measure-Mem0Correlation latency-p95 -Service mem0 -Step 1h", "CorrelationRangeInvalid")]
    [InlineData("Measure-Mem0Correlation latency-p95 -Service mem0 -Step 1s", "CorrelationRangeInvalid")]
    [InlineData("Measure-Mem0Correlation latency-p95 -Service mem0 -Step 00:00:00", "CorrelationRangeInvalid")]
    public void A_target_or_a_range_that_cannot_be_used_is_an_error(string command, string id)
    {
        Answer("flat", [.. _target.Select(_ => 1.0)]);
        Answer("two", _target, ("a", "1"));
        Answer("two", _target, ("a", "2"));
        var error = CommandHost.Run($"{command} {Range}", _stack.Sources).Errors.Should().ContainSingle().Subject;
        error.FullyQualifiedErrorId.Should().Be($"{id},Mem0Observability.Commands.MeasureMem0CorrelationCommand");
    }

    [Fact]
    public void A_metric_that_fails_is_said_and_the_others_are_compared()
    {
        Gauge("good", _random.Wander(Points, 0.5));
        Exists("broken");
        _stack.Metrics.Answer = promQL => promQL.Contains("broken", StringComparison.Ordinal)
            ? throw new StackException("MetricQueryFailed", StackErrorCategory.InvalidResult, "too many samples", "prometheus")
            : _answers.GetValueOrDefault(promQL, []);
        Measure().Select(f => f.Metric).Should().Equal("good");
        CommandHost.Show($"Measure-Mem0Correlation latency-p95 -Service mem0 {Range}", _stack.Sources).Should().Contain("Some candidates are missing. too many samples");
    }

    [Fact]
    public void Without_a_store_there_is_one_error()
    {
        _stack.Metrics.Fault = FakeMetricStore.Unreachable;
        CommandHost.Run("Measure-Mem0Correlation latency-p95 -Service mem0", _stack.Sources).Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("MetricStoreUnreachable,");
    }

    private List<MetricCorrelation> Measure(string more = "")
    {
        var run = CommandHost.Run($"Measure-Mem0Correlation latency-p95 -Service mem0 {Range} {more}", _stack.Sources);
        run.Errors.Should().BeEmpty();
        return [.. run.Output.Cast<MetricCorrelation>()];
    }

    private void Gauge(string name, double[] values, params (string Name, string Value)[] labels)
    {
        Exists(name, labels);
        Answer($"{{__name__=\"{name}\",job=\"t\"}}", values, [.. labels, ("job", "t")]);
    }

    private void Exists(string name, params (string Name, string Value)[] labels) =>
        _series.Add(new Dictionary<string, string>(labels.Select(l => KeyValuePair.Create(l.Name, l.Value))) { ["__name__"] = name, ["job"] = "t" });

    private void Answer(string promQL, double[] values, params (string Name, string Value)[] labels)
    {
        var shared = new SortedDictionary<string, string>(labels.ToDictionary(l => l.Name, l => l.Value), StringComparer.Ordinal);
        if (!_answers.TryGetValue(promQL, out var list))
            _answers[promQL] = list = [];
        list.AddRange(values.Index().Where(v => !double.IsNaN(v.Item)).Select(v => new MetricSample("", shared, s_from.AddSeconds(15 * v.Index), v.Item)));
    }
}
