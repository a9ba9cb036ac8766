using Mem0Observability.Model;
using Mem0Observability.Web.Health;
using Mem0Observability.Web.Time;

namespace Mem0Observability.Tests.Web.Components.Health;

public sealed class DeploymentsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly PageTime s_hour = new(TimeRange.Default, s_now.AddHours(-1), s_now);

    [Fact]
    public void A_process_that_started_in_the_time_is_a_mark_once_however_many_samples_say_so()
    {
        var marks = Deployments.Find([Start("mem0", -30), Start("mem0", -30), Start("observer", -120)], [], s_hour);
        marks.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Start = s_now.AddMinutes(-30), Text = "mem0 started", Kind = "deploy" });
    }

    [Fact]
    public void What_started_together_is_one_mark() =>
        Deployments.Find([Start("mem0", -30), Start("openmemory", -29.5), Start("mem0", -5)], [], s_hour).Select(m => m.Text).Should().Equal("mem0 started, openmemory started", "mem0 started");

    [Fact]
    public void A_start_with_another_version_names_both() =>
        Deployments.Find([Start("mem0", -30)], [Build("1.0", -50), Build("1.1", -20)], s_hour)[0].Text.Should().Be("mem0 started (1.0 to 1.1)");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(1e300)]
    public void A_start_that_is_no_time_is_no_mark(double value) =>
        Deployments.Find([new MetricSample("", new Dictionary<string, string> { ["service"] = "mem0" }, s_now, value)], [], s_hour).Should().BeEmpty();

    private static MetricSample Start(string service, double minutes) =>
        new("", new Dictionary<string, string> { ["service"] = service }, s_now, s_now.AddMinutes(minutes).ToUnixTimeSeconds());

    private static MetricSample Build(string version, double minutes) =>
        new("", new Dictionary<string, string> { ["service"] = "mem0", ["version"] = version }, s_now.AddMinutes(minutes), 1);
}
