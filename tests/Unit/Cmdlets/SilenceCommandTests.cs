using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Silences;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Cmdlets;

/// <summary>Making, listing and ending silences against a router in memory.</summary>
public sealed class SilenceCommandTests
{
    private readonly FakeStack _stack = new();

    public SilenceCommandTests() => _stack.Router.Alerts = () => [FakeAlertRouter.Alert(Labels("Mem0ServiceDown", "page", "mem0"), null, "silence-1")];

    [Fact]
    public void A_silence_is_made_of_all_that_is_given()
    {
        var run = Run("""New-Mem0Silence Mem0ServiceDown, Mem0Slow* -Service mem0 -Severity page, ticket -Matcher 'route!="x"', 'a=~"b"' -Duration 90m -StartsAt 2040-01-02T03:00:00Z -Comment work -CreatedBy ada""");

        run.Errors.Should().BeEmpty();
        var silence = run.Output.Should().ContainSingle().Which.Should().BeOfType<AlertSilence>().Subject;
        silence.Matchers.Should().Equal("alertname=~\"Mem0ServiceDown|Mem0Slow.*\"", "service=\"mem0\"", "severity=~\"page|ticket\"", "route!=\"x\"", "a=~\"b\"");
        silence.StartsAt.Should().Be(new DateTimeOffset(2040, 1, 2, 3, 0, 0, TimeSpan.Zero));
        (silence.EndsAt - silence.StartsAt, silence.CreatedBy, silence.Comment, silence.MutedAlerts).Should().Be((TimeSpan.FromMinutes(90), "ada", "work", 1));
    }

    [Fact]
    public void By_default_it_lasts_an_hour_from_now_and_is_the_user_s()
    {
        var silence = Run("New-Mem0Silence Mem0ServiceDown -Comment work").Output.Cast<AlertSilence>().Should().ContainSingle().Subject;
        (silence.EndsAt - silence.StartsAt, silence.CreatedBy).Should().Be((TimeSpan.FromHours(1), Environment.UserName));
        silence.StartsAt.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Each_alert_from_the_pipeline_gets_its_own_and_one_that_must_not_leaves_the_others_alone()
    {
        _stack.Metrics.Alerts = () => [Active("Mem0ServiceDown", "page", "mem0"), Active("NoService", "ticket", ""), Active("Watchdog", "none", "prometheus")];

        var run = Run("Get-Mem0Alert | New-Mem0Silence -Comment work");

        run.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().Be("SilenceOfGuard,Mem0Observability.Commands.NewMem0SilenceCommand");
        run.Output.Cast<AlertSilence>().Select(s => string.Join(",", s.Matchers)).Should().Equal(
            "alertname=\"Mem0ServiceDown\",service=\"mem0\",severity=\"page\"", "alertname=\"NoService\",severity=\"ticket\"");
    }

    [Theory]
    [InlineData("New-Mem0Silence -Comment x", "SilenceMatcherMissing")]
    [InlineData("New-Mem0Silence '' -Comment x", "SilenceMatcherMissing")]
    [InlineData("New-Mem0Silence -Matcher 'service=~\".*\"' -Force -Comment x", "SilenceMatcherMissing")]
    [InlineData("New-Mem0Silence -Matcher 'service' -Comment x", "SilenceMatcherInvalid")]
    [InlineData("New-Mem0Silence A -Duration 0s -Comment x", "SilenceTimeInvalid")]
    [InlineData("New-Mem0Silence A -Duration 1h -StartsAt 2026-01-02 -Comment x", "SilenceTimeInvalid")]
    [InlineData("New-Mem0Silence A -Duration 10675199.00:00:00 -Comment x", "SilenceTimeInvalid")]
    [InlineData("New-Mem0Silence Watchdog -Comment x", "SilenceOfGuard")]
    [InlineData("New-Mem0Silence Mem0T* -Comment x", "SilenceOfGuard")]
    [InlineData("New-Mem0Silence -Service observer -Comment x", "SilenceOfGuard")]
    [InlineData("New-Mem0Silence -Severity page -Comment x", "SilenceOfGuard")]
    [InlineData("New-Mem0Silence -Matcher 'alertname=~\".+\"' -Comment x", "SilenceOfGuard")]
    [InlineData("Remove-Mem0Silence nobody", "SilenceNotFound")]
    [InlineData("Get-Mem0Silence nobody", "SilenceNotFound")]
    public void What_cannot_be_has_its_id_and_changes_nothing(string script, string errorId)
    {
        var run = Run(script);
        run.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith(errorId + ",");
        run.Output.Should().BeEmpty();
        _stack.Router.Silences.Should().BeEmpty();
    }

    [Fact]
    public void A_live_guard_is_noticed_by_labels_that_the_shipped_rules_do_not_give()
    {
        _stack.Router.Alerts = () => [FakeAlertRouter.Alert(new Dictionary<string, string> { ["alertname"] = "MyDrill", ["drill"] = "true", ["team"] = "mine" })];
        Run("New-Mem0Silence -Matcher 'team=\"mine\"' -Comment x").Errors.Should().ContainSingle().Which.Exception.Message.Should().Contain("MyDrill");
    }

    [Theory]
    [InlineData("New-Mem0Silence Watchdog -Force -Comment x")]
    [InlineData("New-Mem0Silence -Severity page -Matcher 'alertname!~\"Watchdog|Mem0TestAlert\"' -Comment x")]
    public void The_guards_can_be_muted_on_purpose_and_can_be_left_out(string script)
    {
        Run(script).Errors.Should().BeEmpty();
        _stack.Router.Silences.Should().ContainSingle();
    }

    [Fact]
    public void WhatIf_makes_and_ends_nothing()
    {
        Run("New-Mem0Silence A -Comment x -WhatIf").Output.Should().BeEmpty();
        _stack.Router.Silences.Should().BeEmpty();
        Run("New-Mem0Silence A -Comment x; New-Mem0Silence B -Comment x; Get-Mem0Silence | Remove-Mem0Silence -WhatIf").Errors.Should().BeEmpty();
        _stack.Router.Silences.Should().HaveCount(2).And.OnlyContain(s => s.State == "active");
    }

    [Fact]
    public void Removing_ends_a_silence_once_by_id_or_through_the_pipeline()
    {
        Run("'A', 'B', 'C' | ForEach-Object { New-Mem0Silence $_ -Comment x } | Out-Null");
        Run("Get-Mem0Silence -AlertName A | Remove-Mem0Silence").Output.Should().BeEmpty();
        Run("'silence-2' | Remove-Mem0Silence -PassThru").Output.Should().ContainSingle().Which.Should().BeOfType<AlertSilence>().Which.State.Should().Be("expired");

        var again = Run("Remove-Mem0Silence silence-1, silence-2, nobody, silence-3");

        again.Errors.Should().ContainSingle().Which.TargetObject.Should().Be("nobody");
        _stack.Router.Silences.Should().OnlyContain(s => s.State == "expired");
    }

    [Theory]
    [InlineData("Get-Mem0Silence", "a2,a1,p")]
    [InlineData("Get-Mem0Silence -State expired", "e")]
    [InlineData("Get-Mem0Silence e, a1", "a1,e")]
    [InlineData("Get-Mem0Silence -AlertName X", "a2,p")]
    [InlineData("Get-Mem0Silence -AlertName X, Y", "a2,a1,p")]
    public void Silences_are_chosen_by_id_state_and_the_alerts_that_they_may_mute(string script, string ids)
    {
        _stack.Router.Silences.AddRange([Silence("e", "expired", 9, "alertname=\"X\""), Silence("p", "pending", 1, "alertname=~\"X|Z\""), Silence("a1", "active", 3, "alertname!=\"X\""), Silence("a2", "active", 2, "service=\"mem0\"")]);
        var run = Run(script);
        run.Errors.Should().BeEmpty();
        run.Output.Cast<AlertSilence>().Select(s => s.Id).Should().Equal(ids.Split(','));
    }

    [Fact]
    public void A_router_that_is_gone_is_one_error()
    {
        _stack.Router.Fault = FakeAlertRouter.Unreachable;
        foreach (var script in new[] { "New-Mem0Silence A -Comment x", "Get-Mem0Silence", "Remove-Mem0Silence x" })
            Run(script).Errors.Should().ContainSingle(script).Which.FullyQualifiedErrorId.Should().StartWith("AlertRouterUnreachable,");
    }

    [Fact]
    public void A_console_shows_what_a_silence_does_and_until_when()
    {
        _stack.Router.Silences.Add(Silence("silence-1", "active", 3, "service=\"mem0\"", "a!=\"b\""));
        List<string> shown = [.. CommandHost.Show("Get-Mem0Silence", _stack.Sources).Split('\n').Select(l => l.TrimEnd())];
        shown.Should().Contain(l => l.StartsWith("Id        State  EndsAt", StringComparison.Ordinal))
            .And.Contain(l => l.StartsWith("silence-1 active", StringComparison.Ordinal) && l.EndsWith("1 service=\"mem0\", a!=\"b\"", StringComparison.Ordinal));
    }

    private static RoutedSilence Silence(string id, string state, int hours, params string[] matchers) =>
        new(id, state, [.. matchers.Select(SilenceMatcher.Parse)], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(hours), "ada", "work");

    private static Dictionary<string, string> Labels(string name, string severity, string service)
    {
        var labels = new Dictionary<string, string> { ["alertname"] = name, ["severity"] = severity };
        if (service.Length > 0) labels["service"] = service;
        return labels;
    }

    private static ActiveAlert Active(string name, string severity, string service) =>
        new("firing", DateTimeOffset.UnixEpoch, Labels(name, severity, service), new Dictionary<string, string>());

    private CommandOutcome Run(string script) => CommandHost.Run(script, _stack.Sources);
}
