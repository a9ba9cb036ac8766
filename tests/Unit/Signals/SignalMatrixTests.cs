using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Unit.Signals;

public sealed class SignalMatrixTests
{
    [Fact]
    public void A_row_is_read_with_its_defaults()
    {
        SignalMatrix matrix = Parse("""
            services:
              mem0:
                critical: true
                optional: true
                job: api
                metrics: [a_total, b:c]
                probe: mem0
                logs: true
                traces: true
                alert: Down
              node:
                job: node
                container: node-exporter
                seen: max_over_time(x[1h]) == 1
                metrics: [m]
            """);

        SignalService mem0 = matrix.Services[0];
        (mem0.Name, mem0.Critical, mem0.Optional, mem0.Job, mem0.Probe, mem0.Alert, mem0.Container).Should().Be(("mem0", true, true, "api", "mem0", "Down", "mem0"));
        mem0.Metrics.Should().Equal("a_total", "b:c");
        mem0.Seen.Should().Be("present_over_time(up{job=\"api\",service=\"mem0\"}[1h])");
        mem0.Position.ToString().Should().Be("signals.yml:2:3");
        (mem0.Logs, mem0.Traces, matrix.Services[1].Logs, matrix.Services[1].Traces).Should().Be((true, true, false, false));
        matrix.Services[1].Should().Match<SignalService>(s => !s.Critical && !s.Optional && s.Probe == null && s.Container == "node-exporter" && s.Seen.StartsWith("max_over"));
        matrix.Alerts.Should().Equal("Down");
    }

    [Theory]
    [InlineData("services: {}", "signals.yml:1:11", "nothing would be checked")]
    [InlineData("[]", "signals.yml:1:1", "must be a map")]
    [InlineData("other: 1", "signals.yml:1:1", "unknown key 'other'")]
    [InlineData("services: {a: {job: j}}", "signals.yml:1:15", "has no 'metrics'")]
    [InlineData("services: {a: {metrics: [m]}}", "signals.yml:1:15", "has no 'job'")]
    [InlineData("services: {a: {job: j, metrics: []}}", "signals.yml:1:33", "at least one metric")]
    [InlineData("services: {a: {job: j, metrics: ['rate(m[5m])']}}", "signals.yml:1:34", "not a metric name")]
    [InlineData("services: {a: {job: j, metrics: [m, m]}}", "signals.yml:1:37", "named twice")]
    [InlineData("services: {a: {job: j, metrics: [m], metric: x}}", "signals.yml:1:38", "unknown key 'metric'")]
    [InlineData("services: {a: {job: j, metrics: [m], critical: yes}}", "signals.yml:1:48", "true or false")]
    [InlineData("services: {a: {job: j, metrics: [m], logs: [x]}}", "signals.yml:1:44", "true or false")]
    [InlineData("services: {a: {job: j, metrics: [m], critical: true}}", "signals.yml:1:12", "no 'alert'")]
    [InlineData("services: {a: {job: [], metrics: [m]}}", "signals.yml:1:21", "must be a text")]
    [InlineData("services: {a: {job: , metrics: [m]}}", "signals.yml:1", "must be a text")]
    [InlineData("services: {a: 1, a: 2}", "signals.yml:1:18", "already set")]
    [InlineData("services: {", "signals.yml:2:1", "not valid YAML")]
    public void What_is_wrong_is_named_with_its_position(string text, string position, string reason) =>
        Raised.By(() => Parse(text), "SignalsFileInvalid", StackErrorCategory.InvalidData, position, reason).Target.Should().Be("signals.yml");

    [Fact]
    public void A_missing_file_has_its_own_id() =>
        Raised.By(() => SignalMatrix.Load("/nowhere/signals.yml"), "SignalsFileNotFound", StackErrorCategory.ObjectNotFound, "/nowhere/signals.yml");

    private static SignalMatrix Parse(string text) => SignalMatrix.Parse(text, "signals.yml");
}
