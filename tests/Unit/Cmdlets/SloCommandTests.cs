using Mem0Observability.Model;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Cmdlets;

/// <summary>Objectives measured from recorded series that a test sets.</summary>
public sealed class SloCommandTests
{
    private readonly FakeStack _stack = new();

    /// <summary>By what the query begins with.</summary>
    private readonly Dictionary<string, List<MetricSample>> _series = new() { ["{__name__=~\"service:slo_requests_errors"] = [] };

    private List<MetricSample> Errors => _series["{__name__=~\"service:slo_requests_errors"];

    public SloCommandTests()
    {
        _stack.Metrics.Rules = () => [new("slo", "slo.yml", TimeSpan.FromSeconds(15), null, [])];
        _stack.Metrics.Answer = promQL => _series.Where(s => promQL.StartsWith(s.Key, StringComparison.Ordinal)).Select(s => s.Value).FirstOrDefault([]);
    }

    [Fact]
    public void Requests_are_counted_and_the_budget_is_what_may_still_fail()
    {
        // 10 a second for 80640 samples of 15 s (14 d), 0.04 a second of them bad.
        Requests("mem0", 0.99, total: 806400, bad: 3225.6, samples: 80640);

        var level = Measure("Measure-Mem0Slo requests").Should().ContainSingle().Subject;

        (level.Name, level.Service, level.State, level.Unit, level.Objective).Should().Be(("requests", "mem0", "met", "requests", 0.99));
        (level.Window, level.Measured).Should().Be((TimeSpan.FromDays(14), TimeSpan.FromDays(14)));
        level.Denominator.Should().BeApproximately(12096000, 1e-3);
        level.Numerator.Should().BeApproximately(12047616, 1e-3);
        level.Actual.Should().BeApproximately(0.996, 1e-9);
        level.BudgetLeft.Should().BeApproximately(0.6, 1e-9);
        level.BudgetLeftAmount.Should().BeApproximately(72576, 1e-3);
        level.Explanation.Should().Be("mem0: 99.6 % of 12096000 requests did not fail, 99 % must; 60 % of the budget is left, 72576 requests more may fail.");
    }

    [Fact]
    public void Availability_is_counted_in_seconds_and_an_overspent_budget_is_told()
    {
        Series("last_over_time(service:slo_availability:objective[3600s])", 0.999);
        Series("count_over_time(service:available:bool[3600s]) - ", 2);
        Series("count_over_time(service:available:bool[3600s])", 240);

        var level = Measure("Measure-Mem0Slo availability -Window 1h").Should().ContainSingle().Subject;

        (level.State, level.Unit, level.Denominator, level.Numerator).Should().Be(("missed", "s", 3600.0, 3570.0));
        level.BudgetLeft.Should().BeApproximately(-7.3333, 1e-4);
        level.BudgetLeftAmount.Should().BeApproximately(-26.4, 1e-9);
        level.Explanation.Should().Be("mem0: 99.166 % of 60 min it answered its probe, 99.9 % must; the budget is overspent by 26 s.");
    }

    [Fact]
    public void Latency_has_a_row_for_each_class_of_routes()
    {
        foreach (string routes in new[] { "llm", "api" })
        {
            Series("last_over_time(service_route_class:slo_latency:objective", 0.95, "mem0", routes);
            Series("sum_over_time(service_route_class:slo_latency_events", 100, "mem0", routes);
            Series("sum_over_time(service_route_class:slo_latency_bad", 0, "mem0", routes);
            Series("count_over_time(service_route_class:slo_latency_events", 80640, "mem0", routes);
        }

        var levels = Measure("Measure-Mem0Slo latency");

        levels.Select(l => l.RouteClass).Should().Equal("api", "llm");
        levels[0].Explanation.Should().Be("mem0 on api routes: 100 % of 1500 requests were fast enough, 95 % must; 100 % of the budget is left, 75 requests more may be slow.");
    }

    [Fact]
    public void Burn_rates_are_multiples_of_the_budget_and_a_threshold_counts_where_both_windows_exceed_it()
    {
        Requests("mem0", 0.99, total: 1000, bad: 500, samples: 80640);
        foreach ((string window, double share) in new[] { ("5m", 0.2), ("30m", 0.05), ("1h", 0.15), ("2h", 0.01), ("6h", 0.07), ("1d", 0.5) })
            Errors.Add(new($"service:slo_requests_errors:ratio_rate{window}", Labels("mem0", ""), default, share));

        var level = Measure("Measure-Mem0Slo requests").Should().ContainSingle().Subject;

        level.BurnRates.Keys.Should().Equal("5m", "1h", "6h", "1d");
        level.BurnRates["1h"].Should().BeApproximately(15, 1e-9);
        // 30m is below 6, and 2h below 3, however much their long windows burn.
        level.ThresholdsCrossed.Should().Equal("page: over 14.4 x in 1h and 5m");
        level.Explanation.Should().EndWith("; it burns too fast (page: over 14.4 x in 1h and 5m).");
    }

    [Fact]
    public void No_traffic_is_no_data_and_not_a_hundred_percent()
    {
        Requests("mem0", 0.99, total: 0, bad: 0, samples: 80640);

        var level = Measure("Measure-Mem0Slo requests").Should().ContainSingle().Subject;

        (level.State, level.Actual, level.BudgetLeft, level.BudgetLeftAmount).Should().Be(("no data", null, null, null));
        level.Explanation.Should().Be("Nothing can be said about mem0: no request is recorded in 14 d, of which 14 d were watched.");
    }

    [Fact]
    public void What_was_asked_for_and_is_nowhere_recorded_is_answered_too()
    {
        Requests("mem0", 0.99, total: 1000, bad: 1, samples: 80640);
        var levels = Measure("Measure-Mem0Slo availability, requests -Service mem0, openmemory, x*");
        levels.Select(l => $"{l.Name} {l.Service} {l.State}").Should().Equal(
            "availability mem0 no data", "availability openmemory no data", "requests mem0 met", "requests openmemory no data");
        Measure("Measure-Mem0Slo availability").Should().ContainSingle().Which.Explanation.Should().Be("Nothing can be said about any service: no probe is recorded in 14 d.");
        Measure("'mem?' | Measure-Mem0Slo requests").Should().ContainSingle().Which.Service.Should().Be("mem0");
    }

    [Fact]
    public void A_window_longer_than_the_data_says_how_much_there_is()
    {
        Requests("mem0", 0.99, total: 1000, bad: 1, samples: 480);
        var level = Measure("Measure-Mem0Slo requests -Window 7d").Should().ContainSingle().Subject;
        level.Measured.Should().Be(TimeSpan.FromHours(2));
        level.Explanation.Should().Contain("; of the 7 d only 2 h are recorded");
        _stack.Metrics.Queries.Should().Contain("sum_over_time(service:slo_requests_events:rate5m[604800s])");
    }

    [Theory]
    [InlineData(1, 1000, 1, 1000, 0.1, "the objective is 1")]
    [InlineData(0.99, -5, 0, 1000, 0.1, "the total is -5")]
    [InlineData(0.99, double.NaN, 0, 1000, 0.1, "the total is NaN")]
    [InlineData(0.99, double.PositiveInfinity, 0, 1000, 0.1, "the total is Infinity")]
    [InlineData(0.99, 1000, -1, 1000, 0.1, "the number of bad ones is -1")]
    [InlineData(0.99, 1000, 1001, 1000, 0.1, "at most the total, 1000")]
    [InlineData(0.99, 1000, 1, -1, 0.1, "the number of samples is -1")]
    [InlineData(0.99, 1000, 1, 1000, 1.1, "the share of bad ones in 5m is 1.1")]
    [InlineData(0.99, 1000, 1, 1000, double.NaN, "the share of bad ones in 5m is NaN")]
    [InlineData(0.99, 0, 0, -1, 0.1, "the number of samples is -1")]
    public void A_value_that_cannot_be_is_an_error_and_leaves_the_others_alone(double objective, double total, double bad, double samples, double share, string words)
    {
        Requests("bad", objective, total, bad, samples);
        Errors.Add(new("service:slo_requests_errors:ratio_rate5m", Labels("bad", ""), default, share));
        Requests("mem0", 0.99, total: 1000, bad: 1, samples: 80640);

        var run = CommandHost.Run("Measure-Mem0Slo requests", _stack.Sources);

        run.Output.Cast<ServiceLevel>().Select(l => l.Service).Should().Equal("mem0");
        var error = run.Errors.Should().ContainSingle().Which;
        error.FullyQualifiedErrorId.Should().Be("SloValueImpossible,Mem0Observability.Commands.MeasureMem0SloCommand");
        error.Exception.Message.Should().Contain(words);
    }

    [Fact]
    public void Rules_that_are_not_loaded_and_a_window_that_is_too_short_are_errors()
    {
        CommandHost.Run("Measure-Mem0Slo -Window 4m", _stack.Sources).Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("SloWindowInvalid,");
        CommandHost.Run("Measure-Mem0Slo -Window 14", _stack.Sources).Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("ParameterArgumentTransformationError,");
        _stack.Metrics.Rules = () => [];
        CommandHost.Run("Measure-Mem0Slo", _stack.Sources).Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("SloRulesMissing,");
    }

    [Theory]
    [InlineData("14d", "14.00:00:00")]
    [InlineData("1.5d", "1.12:00:00")]
    [InlineData("1d12h", "1.12:00:00")]
    [InlineData("7.00:00:00", "7.00:00:00")]
    [InlineData("90m", "01:30:00")]
    public void A_window_is_written_with_units(string text, string expected) =>
        Measure($"Measure-Mem0Slo requests -Window {text}").Should().ContainSingle().Which.Window.Should().Be(TimeSpan.Parse(expected, null));

    [Fact]
    public void A_console_shows_share_budget_and_the_sentence()
    {
        Requests("mem0", 0.99, total: 806400, bad: 3225.6, samples: 80640);
        var shown = CommandHost.Show("Measure-Mem0Slo requests", _stack.Sources);
        shown.Should().MatchRegex(@"Name +Service +Actual +Budget +Explanation").And.MatchRegex(@"requests +mem0 +99\.600 % +60 % +mem0: 99\.6 %");
    }

    private void Requests(string service, double objective, double total, double bad, double samples)
    {
        Series("last_over_time(service:slo_requests:objective", objective, service);
        Series("sum_over_time(service:slo_requests_events", total, service);
        Series("sum_over_time(service:slo_requests_bad", bad, service);
        Series("count_over_time(service:slo_requests_events", samples, service);
    }

    private void Series(string query, double value, string service = "mem0", string routeClass = "")
    {
        if (!_series.TryGetValue(query, out var list)) _series[query] = list = [];
        list.Add(new("", Labels(service, routeClass), default, value));
    }

    private static Dictionary<string, string> Labels(string service, string routeClass)
    {
        var labels = new Dictionary<string, string> { ["service"] = service };
        if (routeClass.Length > 0) labels["route_class"] = routeClass;
        return labels;
    }

    private List<ServiceLevel> Measure(string script)
    {
        var run = CommandHost.Run(script, _stack.Sources);
        run.Errors.Should().BeEmpty();
        return [.. run.Output.Cast<ServiceLevel>()];
    }
}
