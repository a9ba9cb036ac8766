using Mem0Observability.Model;
using Mem0Observability.Web.Alerts;

namespace Mem0Observability.Tests.Web.Components.Alerts;

public sealed class EscalationTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_page_waits_fifteen_minutes_from_when_it_was_told() =>
        Escalation.Of(Alert("Down", "page"), s_start.AddMinutes(1), []).Should().Be(new Escalation(EscalationState.Waiting, s_start.AddMinutes(16)));

    [Fact]
    public void It_has_escalated_once_the_second_tier_fires_for_it()
    {
        AlertStatus second = Alert(Escalation.Alert, "page", ("unacknowledged", "Down")) with { ActiveSince = s_start.AddMinutes(15) };
        Escalation.Of(Alert("Down", "page"), s_start, [second]).Should().Be(new Escalation(EscalationState.Escalated, s_start.AddMinutes(15)));
        Escalation.Of(Alert("Other", "page"), s_start, [second]).State.Should().Be(EscalationState.Waiting);
    }

    [Fact]
    public void It_does_not_once_somebody_acknowledged_it() =>
        Escalation.Of(Alert("Down", "page") with { Acknowledged = true }, s_start, []).State.Should().Be(EscalationState.Acknowledged);

    [Theory]
    [InlineData("Down", "ticket", "firing", "")]
    [InlineData("Down", "page", "resolved", "")]
    [InlineData("Mem0PageUnacknowledged", "page", "firing", "")]
    [InlineData("Down", "page", "firing", "true")]
    public void Only_a_page_that_fires_in_earnest_escalates(string name, string severity, string state, string drill) =>
        Escalation.Of(Alert(name, severity, ("drill", drill)) with { State = state }, s_start, []).State.Should().Be(EscalationState.None);

    private static AlertStatus Alert(string name, string severity, params (string Name, string Value)[] labels) => new(
        name, "firing", severity, "mem0", s_start, s_start, null, false, "", labels.ToDictionary(l => l.Name, l => l.Value), new Dictionary<string, string>(), "f");
}
