using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Cmdlets;

/// <summary>Acknowledging alerts, and their history, against an inbox in memory.</summary>
public sealed class AlertHistoryCommandTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.UtcNow;

    private readonly FakeStack _stack = new();
    private readonly List<InboxNotification> _received = [];
    private readonly List<InboxAlert> _alerts = [];

    public AlertHistoryCommandTests()
    {
        _stack.Inbox.Notifications = () => _received;
        _stack.Inbox.Alerts = () => _alerts;
    }

    [Fact]
    public void A_time_of_firing_is_one_row_with_its_whole_chain()
    {
        DateTimeOffset start = s_now.AddMinutes(-30);
        Receive("Mem0ServiceDown", "firing", start, 0.1);
        Receive("Mem0PageUnacknowledged", "firing", start.AddMinutes(15), 0.2, unacknowledged: "Mem0ServiceDown");
        Receive("Mem0ServiceDown", "resolved", start, 20);
        Receive("Mem0PageUnacknowledged", "resolved", start.AddMinutes(15), 1, unacknowledged: "Mem0ServiceDown");
        Acknowledge("Mem0ServiceDown", start, start.AddMinutes(16), "ada", "on it");

        var history = History("Get-Mem0Alert Mem0S* -History").Should().ContainSingle().Subject;

        (history.Name, history.State, history.Severity, history.Service, history.StartedAt).Should().Be(("Mem0ServiceDown", "resolved", "page", "mem0", start));
        history.FirstNotifiedAt.Should().Be(start.AddMinutes(0.1));
        (history.AcknowledgedAt, history.AcknowledgedBy, history.AcknowledgeComment).Should().Be((start.AddMinutes(16), "ada", "on it"));
        history.ResolvedAt.Should().Be(start.AddMinutes(20));
        history.Deliveries.Select(d => $"{d.Alert} {d.State} {d.Receiver}").Should().Equal(
            "Mem0ServiceDown firing inbox", "Mem0PageUnacknowledged firing inbox", "Mem0PageUnacknowledged resolved inbox", "Mem0ServiceDown resolved inbox");
        history.Chain.Should().Be("notified 6 s > escalated 15 min > acknowledged by ada 16 min > resolved 20 min");
    }

    [Fact]
    public void An_alert_that_fires_again_has_two_rows_newest_first_and_the_acknowledgement_belongs_to_one()
    {
        DateTimeOffset first = s_now.AddHours(-3), second = s_now.AddHours(-1);
        Receive("Mem0ServiceDown", "firing", first, 1);
        Receive("Mem0ServiceDown", "resolved", first, 5);
        Receive("Mem0ServiceDown", "firing", second, 1);
        Receive("Mem0PageUnacknowledged", "firing", first.AddMinutes(4), 1, unacknowledged: "Mem0ServiceDown");
        Acknowledge("Mem0ServiceDown", second, second.AddMinutes(2), "ada", "");

        var histories = History("Get-Mem0Alert -History -Service mem? -Name Mem0ServiceDown");

        histories.Select(h => $"{h.StartedAt:O} {h.State} {h.AcknowledgedBy} {h.Deliveries.Count}").Should().Equal($"{second:O} firing ada 1", $"{first:O} resolved  3");
        histories[0].ResolvedAt.Should().BeNull();
    }

    [Fact]
    public void Since_bounds_what_is_listed_and_an_alert_that_began_earlier_is_whole_nevertheless()
    {
        DateTimeOffset old = s_now.AddDays(-2), start = s_now.AddHours(-30);
        Receive("Old", "firing", old, 1);
        Receive("Mem0ServiceDown", "resolved", old, 1);
        Receive("Mem0ServiceDown", "firing", start, 1);
        Receive("Mem0ServiceDown", "firing", start, 600);

        var history = History("Get-Mem0Alert -History").Should().ContainSingle().Subject;
        history.FirstNotifiedAt.Should().Be(start.AddMinutes(1));
        history.Deliveries.Should().HaveCount(2);
        History($"Get-Mem0Alert -History -Since '{old.AddHours(-1):O}'").Select(h => h.Name).Should().Equal("Mem0ServiceDown", "Mem0ServiceDown", "Old");
        History("Get-Mem0Alert -History -Since 2040-01-01").Should().BeEmpty();
    }

    [Fact]
    public void The_watchdog_has_a_history_only_by_its_name_and_a_long_one_is_read_page_by_page()
    {
        for (int i = 0; i < 2500; i++) Receive("Watchdog", "firing", s_now.AddMinutes(-100), i / 30.0);
        History("Get-Mem0Alert -History").Should().BeEmpty();
        History("Get-Mem0Alert Watchdog -History").Should().ContainSingle().Which.Deliveries.Should().HaveCount(2500);
    }

    [Fact]
    public void Confirming_acknowledges_once_for_each_time_of_firing()
    {
        _alerts.Add(Alert("Mem0ServiceDown", s_now));
        Run("Confirm-Mem0Alert f-Mem0ServiceDown -Comment 'on it' -By ada; Confirm-Mem0Alert f-Mem0ServiceDown -By bob").Errors.Should().BeEmpty();
        _stack.Inbox.Acknowledged.Should().Equal(("f-Mem0ServiceDown", "ada", "on it"));
    }

    [Fact]
    public void Alerts_can_be_piped_in_and_one_that_was_never_received_leaves_the_others_alone()
    {
        _alerts.AddRange([Alert("A", s_now), Alert("B", s_now)]);
        _stack.Metrics.Alerts = () => [new("pending", s_now, new Dictionary<string, string> { ["alertname"] = "Early" }, new Dictionary<string, string>())];
        _stack.Router.Alerts = () => [.. _alerts.Select(a => FakeAlertRouter.Alert(a.Labels) with { Fingerprint = a.Fingerprint })];

        var run = Run("Get-Mem0Alert | Confirm-Mem0Alert");

        run.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().Be("AlertNotReceived,Mem0Observability.Commands.ConfirmMem0AlertCommand");
        _stack.Inbox.Acknowledged.Should().Equal(("f-A", Environment.UserName, ""), ("f-B", Environment.UserName, ""));
        Run("'f-A' | Confirm-Mem0Alert").Errors.Should().BeEmpty();
    }

    [Fact]
    public void WhatIf_acknowledges_nothing_and_an_inbox_that_is_gone_is_one_error()
    {
        _alerts.AddRange([Alert("A", s_now), Alert("B", s_now)]);
        Run("Confirm-Mem0Alert f-A, f-B -WhatIf").Errors.Should().BeEmpty();
        _stack.Inbox.Acknowledged.Should().BeEmpty();
        _stack.Inbox.Fault = FakeAlertInbox.Unreachable;
        foreach (var script in new[] { "Confirm-Mem0Alert f-A", "Get-Mem0Alert -History" })
            Run(script).Errors.Should().ContainSingle(script).Which.FullyQualifiedErrorId.Should().StartWith("AlertInboxUnreachable,");
    }

    [Fact]
    public void The_history_has_no_states_to_choose_from() =>
        Run("Get-Mem0Alert -History -State firing").Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("AmbiguousParameterSet,");

    [Fact]
    public void A_console_shows_the_chain()
    {
        Receive("Mem0ServiceDown", "firing", s_now.AddMinutes(-1), 0.1);
        CommandHost.Show("Get-Mem0Alert -History", _stack.Sources).Should().MatchRegex(@"StartedAt +State +Name +Service +Chain").And.MatchRegex(@"firing +Mem0ServiceDown +mem0 +notified 6 s");
    }

    private static Dictionary<string, string> Labels(string name) => new() { ["alertname"] = name, ["severity"] = "page", ["service"] = "mem0" };

    private static InboxAlert Alert(string name, DateTimeOffset start) =>
        new("f-" + name, "firing", start, start, null, Labels(name), new Dictionary<string, string>(), null) { StartsAt = start };

    private void Acknowledge(string name, DateTimeOffset start, DateTimeOffset at, string by, string comment) =>
        _alerts.Add(Alert(name, start) with { Acknowledged = new(at, by, comment) });

    private void Receive(string name, string status, DateTimeOffset start, double minutes, string unacknowledged = "")
    {
        var labels = Labels(name);
        if (unacknowledged.Length > 0) labels["unacknowledged"] = unacknowledged;
        DateTimeOffset at = start.AddMinutes(minutes);
        _received.Add(new(at.Ticks, at, "inbox", status, "f-" + name, start, status == "resolved" ? at : null, labels, new Dictionary<string, string>()));
    }

    private List<AlertHistory> History(string script)
    {
        var run = Run(script);
        run.Errors.Should().BeEmpty();
        return [.. run.Output.Cast<AlertHistory>()];
    }

    private CommandOutcome Run(string script) => CommandHost.Run(script, _stack.Sources);
}
