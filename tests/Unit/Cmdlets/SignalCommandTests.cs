using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Cmdlets;

/// <summary>The commands that ask for logs, traces, the service map and one request, against stores in memory.</summary>
public sealed class SignalCommandTests
{
    private readonly FakeStack _stack = new();

    public SignalCommandTests() => _stack.Traces.Trace = id => id == Telemetry.TraceId ? Telemetry.Request() : null;

    [Fact]
    public void Logs_lead_to_their_traces_each_once_and_those_without_one_are_left_out()
    {
        Logs(Telemetry.Log("a", 1, Telemetry.TraceId), Telemetry.Log("b", 2), Telemetry.Log("c", 3, Telemetry.TraceId));
        var run = Run("Get-Mem0Log -Level Error, Fatal -Service mem0 | Get-Mem0Trace");
        run.Errors.Should().BeEmpty();
        run.Output.Should().ContainSingle().Which.Should().BeOfType<Trace>();
        _stack.Logs.Searches.Should().ContainSingle().Which.Should().Match<LogSearch>(s => s.Levels.Count == 2 && s.Services.Single() == "mem0");
    }

    [Fact]
    public void Traces_lead_to_their_logs()
    {
        _stack.Traces.Found = _ => [Telemetry.Request()];
        Logs(Telemetry.Log("a", 1, Telemetry.TraceId));
        var run = Run("Get-Mem0Trace -Service mem0 | Get-Mem0Log");
        run.Errors.Should().BeEmpty();
        run.Output.Should().ContainSingle().Which.Should().BeOfType<LogEntry>();
        _stack.Logs.Searches.Should().ContainSingle().Which.Should().Match<LogSearch>(s => s.TraceId == Telemetry.TraceId && s.Services.Count == 0);
    }

    [Fact]
    public void Logs_and_traces_lead_to_their_request()
    {
        Logs(Telemetry.Log("a", 1, Telemetry.TraceId), Telemetry.Log("b", 2, requestId: "a1b2c3d4"), Telemetry.Log("c", 3));
        var run = Run("Get-Mem0Log | Get-Mem0Correlation; $x = Get-Mem0Trace $args | Get-Mem0Correlation".Replace("$args", Telemetry.TraceId, StringComparison.Ordinal));
        run.Errors.Should().BeEmpty();
        run.Output.Should().HaveCount(2).And.AllBeOfType<RequestCorrelation>();
    }

    [Fact]
    public void A_trace_id_is_taken_by_position_and_from_the_pipeline()
    {
        foreach (string script in new[] { $"Get-Mem0Trace {Telemetry.TraceId}", $"'{Telemetry.TraceId}' | Get-Mem0Trace", $"Get-Mem0Trace -TraceId {Telemetry.TraceId}, {Telemetry.TraceId}" })
            Run(script).Output.Should().ContainSingle(script).Which.Should().BeOfType<Trace>();
    }

    [Theory]
    [InlineData("'x', '{0}' | Get-Mem0Trace", "TraceIdInvalid,Mem0Observability.Commands.GetMem0TraceCommand", 1)]
    [InlineData("'0000000000000000000000000000000f', '{0}' | Get-Mem0Trace", "TraceNotFound,Mem0Observability.Commands.GetMem0TraceCommand", 1)]
    [InlineData("Get-Mem0Log -TraceId x", "TraceIdInvalid,Mem0Observability.Commands.GetMem0LogCommand", 0)]
    [InlineData("Get-Mem0Log -Start 2026-01-02 -End 2026-01-01", "TimeRangeInvalid,Mem0Observability.Commands.GetMem0LogCommand", 0)]
    [InlineData("Get-Mem0Log '(open'", "LogQueryInvalid,Mem0Observability.Commands.GetMem0LogCommand", 0)]
    [InlineData("Get-Mem0Trace -MinDuration 2s -MaxDuration 1s", "TimeRangeInvalid,Mem0Observability.Commands.GetMem0TraceCommand", 0)]
    [InlineData("Get-Mem0ServiceMap -Start 2026-01-02 -End 2026-01-01", "TimeRangeInvalid,Mem0Observability.Commands.GetMem0ServiceMapCommand", 0)]
    [InlineData("Get-Mem0Correlation nobody", "RequestNotFound,Mem0Observability.Commands.GetMem0CorrelationCommand", 0)]
    [InlineData("Get-Mem0Correlation -TraceId 0000000000000000000000000000000f", "TraceNotFound,Mem0Observability.Commands.GetMem0CorrelationCommand", 0)]
    [InlineData("Get-Mem0Correlation", "RequestIdMissing,Mem0Observability.Commands.GetMem0CorrelationCommand", 0)]
    public void A_fault_has_its_id_and_leaves_the_other_inputs_alone(string script, string errorId, int outputs)
    {
        var run = Run(script.Replace("{0}", Telemetry.TraceId, StringComparison.Ordinal));
        run.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().Be(errorId);
        run.Output.Should().HaveCount(outputs);
    }

    [Theory]
    [InlineData("Get-Mem0Log", "LogStoreUnreachable")]
    [InlineData("Get-Mem0Trace", "TraceStoreUnreachable")]
    [InlineData("Get-Mem0ServiceMap", "TraceStoreUnreachable")]
    [InlineData("Get-Mem0Correlation a1b2c3d4", "LogStoreUnreachable")]
    public void A_store_that_cannot_be_reached_is_named(string script, string errorId)
    {
        _stack.Logs.Fault = new("LogStoreUnreachable", StackErrorCategory.ResourceUnavailable, "gone", "observer");
        _stack.Traces.Fault = new("TraceStoreUnreachable", StackErrorCategory.ResourceUnavailable, "gone", "observer");
        Run(script).Errors.Should().ContainSingle().Which.Should().Match<ErrorRecord>(e =>
            e.FullyQualifiedErrorId.StartsWith(errorId + ",", StringComparison.Ordinal) && e.CategoryInfo.Category == ErrorCategory.ResourceUnavailable);
    }

    [Theory]
    [InlineData("Get-Mem0Log -Level Loud")]
    [InlineData("Get-Mem0Log -First 0")]
    [InlineData("Get-Mem0Trace -First 1001")]
    [InlineData("Get-Mem0Trace -MinDuration 500")]
    [InlineData("Get-Mem0Trace -MinDuration (500)")]
    [InlineData("Get-Mem0Trace -MaxDuration '500'")]
    [InlineData("Get-Mem0ServiceMap -As Png")]
    public void A_value_outside_its_set_is_refused_by_the_parameter(string script) =>
        Run(script).Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().MatchRegex("^Parameter(ArgumentValidation|ArgumentTransformation)Error,");

    [Theory]
    [InlineData("Get-Mem0Log -Follow -End 2026-01-02")]
    [InlineData("Get-Mem0Trace 4bf92f3577b34da6a3ce929d0e0e4736 -Service mem0")]
    public void Parameters_that_contradict_each_other_are_refused(string script) =>
        Run(script).Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().MatchRegex("^(AmbiguousParameterSet|PositionalParameterNotFound),");

    [Fact]
    public void Durations_and_attributes_reach_the_store_as_it_wants_them()
    {
        Run("Get-Mem0Trace -Operation add -MinDuration 1.5s -MaxDuration 0:1:0 -Attribute @{ 'http.status_code' = 500; ok = $true; route = '/x' } -First 3").Errors.Should().BeEmpty();
        var search = _stack.Traces.Searches.Should().ContainSingle().Subject;
        search.MinDuration.Should().Be(TimeSpan.FromSeconds(1.5));
        search.MaxDuration.Should().Be(TimeSpan.FromMinutes(1));
        search.Attributes.Should().BeEquivalentTo(new Dictionary<string, string> { ["http.status_code"] = "500", ["ok"] = "true", ["route"] = "/x" });
        search.Limit.Should().Be(3);
    }

    [Fact]
    public void Following_gives_what_is_new_and_ends_after_as_many_as_wanted()
    {
        int asked = 0;
        _stack.Logs.Answer = _ => ++asked < 2 ? new LogPage([], null) : new LogPage([Telemetry.Log("b", 2), Telemetry.Log("a", 1)], null);
        var run = Run("Get-Mem0Log -Follow -First 2 -Start 2026-01-02");
        run.Errors.Should().BeEmpty();
        run.Output.Cast<LogEntry>().Select(l => l.Message).Should().Equal("a", "b");
    }

    [Fact]
    public void Following_ends_at_once_when_stopped()
    {
        using var asked = new ManualResetEventSlim();
        _stack.Logs.Answer = _ =>
        {
            asked.Set();
            return new LogPage([], null);
        };
        // The best of three: the first one also compiles, and a busy machine lets any one wait.
        TimeSpan best = Enumerable.Range(0, 3).Min(_ =>
        {
            asked.Reset();
            return CommandHost.Stop("Get-Mem0Log -Follow", _stack.Sources, asked);
        });
        best.Should().BeLessThan(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void The_service_map_comes_as_edges_or_as_a_text()
    {
        _stack.Traces.Edges = (_, _) => [new("mem0", "postgres", 12, 1, TimeSpan.FromMilliseconds(31), "database")];
        Run("Get-Mem0ServiceMap").Output.Should().ContainSingle().Which.Should().BeOfType<ServiceEdge>();
        Run("Get-Mem0ServiceMap -As mermaid").Output.Should().ContainSingle().Which.Should().BeOfType<string>().Which.Should().StartWith("flowchart LR\n");
        Run("Get-Mem0ServiceMap -As Dot").Output.Should().ContainSingle().Which.Should().BeOfType<string>().Which.Should().StartWith("digraph services {\n");
    }

    [Fact]
    public void A_console_shows_a_trace_as_a_tree() =>
        Show($"Get-Mem0Trace {Telemetry.TraceId}").Should().ContainInOrder(
            "Trace 4bf92f3577b34da6a3ce929d0e0e4736  2026-01-02 03:04:05.000Z  412 ms  4 spans, 1 error",
            "  mem0  POST /memories    412 ms  |====================|",
            "    mem0  add             390 ms  |====================|",
            "      openai  chat        200 ms  |===========         |",
            "      postgres  insert    100 ms  |              ======| ERROR deadlock detected");

    [Fact]
    public void A_console_shows_log_records_in_columns_and_obeys_none_of_them()
    {
        Logs(Telemetry.Log("first\nsecond \e[2J", 1, level: "Error"));
        List<string> shown = Show("Get-Mem0Log");
        shown.Should().Contain(l => l.StartsWith("Time ", StringComparison.Ordinal) && l.Contains("Level", StringComparison.Ordinal));
        shown.Should().Contain(l => l.Contains(":05.001 Error       mem0             first", StringComparison.Ordinal)).And.Contain(l => l.TrimStart().StartsWith("second", StringComparison.Ordinal));
        shown.Should().NotContain(l => l.Contains('\e', StringComparison.Ordinal));
    }

    [Fact]
    public void A_console_shows_the_rest_as_tables_and_text()
    {
        _stack.Traces.Edges = (_, _) => [new("mem0", "postgres", 12, 1, TimeSpan.FromMilliseconds(31), "database"), new("mem0", "x", 1, null, null, "")];
        Show("Get-Mem0ServiceMap").Should().Contain(l => l.StartsWith("Client Server", StringComparison.Ordinal)).And.Contain(l => l.EndsWith("31.0 ms", StringComparison.Ordinal));
        List<string> request = Show($"Get-Mem0Correlation -TraceId {Telemetry.TraceId}");
        request.Should().Contain(l => l.StartsWith("Request without id", StringComparison.Ordinal)).And.Contain("      openai  chat        200 ms  |===========         |");
        Show($"(Get-Mem0Correlation -TraceId {Telemetry.TraceId}).Metrics").Should().Contain(l => l.StartsWith("Service  Minute Requests/s", StringComparison.Ordinal));
        Show($"(Get-Mem0Trace {Telemetry.TraceId}).Spans").Should().Contain(l => l.Contains("100.0 ms postgres insert", StringComparison.Ordinal));
    }

    private void Logs(params LogEntry[] logs) => _stack.Logs.Answer = _ => new LogPage(logs, null);

    private CommandOutcome Run(string script) => CommandHost.Run(script, _stack.Sources);

    private List<string> Show(string script) => [.. CommandHost.Show(script, _stack.Sources).Split('\n').Select(l => l.TrimEnd())];
}
