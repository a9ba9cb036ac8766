using Bunit;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Signals;
using Mem0Observability.Web.Alerts;
using Mem0Observability.Web.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Mem0Observability.Tests.Web.Components.Alerts;

public sealed class AlertPagesTests : StackPage
{
    private static readonly Dictionary<string, string> s_labels = new() { ["alertname"] = "Slow", ["service"] = "mem0", ["severity"] = "ticket", ["fingerprint"] = "f" };

    [Fact]
    public void The_chosen_alerts_are_in_the_address()
    {
        var page = Render<AlertsPage>();
        page.Find("[name=name]").Change("Mem0*");
        page.Find("[name=severity]").Change("page");
        page.Find("form[role=search]").Submit();
        Services.GetRequiredService<NavigationManager>().Uri.Should().EndWith("name=Mem0%2A&severity=page");
    }

    [Fact]
    public void A_choice_leaves_the_others_out()
    {
        Metrics.Alerts = () => [Active("Slow", "ticket"), Active("Down", "page"), Active("Watchdog", "none")];
        var part = Render<FiringPart>(p => p.Add(f => f.Choice, new AlertChoice(Severity: "page")));
        part.WaitForAssertion(() => part.FindAll("[data-testid=alert]").Select(r => r.GetAttribute("data-alert")).Should().Equal("Down"));
    }

    [Fact]
    public void The_watchdog_is_shown_only_where_it_is_asked_for()
    {
        Metrics.Alerts = () => [Active("Watchdog", "none")];
        var part = Render<FiringPart>();
        part.WaitForAssertion(() => part.Find(".notice.empty").TextContent.Should().Contain("No alert"));
        part.Render(p => p.Add(f => f.Choice, new AlertChoice(Name: "Watchdog")));
        part.WaitForAssertion(() => part.FindAll("[data-testid=alert]").Should().HaveCount(1));
    }

    [Fact]
    public void History_has_each_time_of_firing_with_its_chain()
    {
        Received();
        var part = Render<HistoryPart>();
        part.WaitForAssertion(() => part.Find("tbody tr").TextContent.Should().Contain("Slow").And.Contain("notified 10 s").And.Contain("resolved"));
    }

    [Fact]
    public void A_drill_says_how_long_it_took_to_be_told()
    {
        Received(("drill", "true"), ("drill_id", "drill-7"));
        var part = Render<DrillsPart>();
        part.WaitForAssertion(() => part.Find("tbody tr").TextContent.Should().Contain("drill-7").And.Contain("10 s").And.Contain("inbox"));
    }

    [Fact]
    public void One_alert_has_its_rule_its_value_and_what_was_received()
    {
        Received();
        Metrics.Alerts = () => [Active("Slow", "ticket")];
        Metrics.Rules = () => [new RuleGroup("latency", "f.yml", TimeSpan.FromSeconds(15), Now, [new RuleState("alerting", "Slow", "ok", "", "firing") { Query = "p95 > 0.5" }])];
        Metrics.Answer = q => q == "p95" ? [FakeMetricStore.Sample(0.7, ("service", "mem0"))] : [];

        var page = Render<AlertPage>(p => p.Add(a => a.Fingerprint, "f"));

        page.WaitForAssertion(() => page.Find("[data-testid=rule]").TextContent.Should().Contain("p95 > 0.5").And.Contain("Fires where the value is > 0.5"));
        page.WaitForAssertion(() => page.Find("[data-testid=timeline]").TextContent.Should().Contain("+10 s").And.Contain("receiver inbox"));
        page.FindAll(".tabs a").Select(a => a.TextContent).Should().Contain(["Runbook", "Logs then", "Traces then"]);
    }

    [Fact]
    public void An_alert_that_nobody_knows_says_so()
    {
        var page = Render<AlertPage>(p => p.Add(a => a.Fingerprint, "0123456789abcdef"));
        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.Should().Contain("No alert with the fingerprint '0123456789abcdef'"));
    }

    private void Received(params (string Name, string Value)[] more)
    {
        var labels = new Dictionary<string, string>(s_labels);
        foreach (var (name, value) in more)
            labels[name] = value;
        DateTimeOffset start = Now.AddMinutes(-20);
        InboxNotification firing = FakeAlertInbox.Notification("Slow", "firing", start.AddSeconds(10), start) with { Labels = labels };
        Inbox.Notifications = () => [firing, firing with { Id = firing.Id + 1, Status = "resolved", ReceivedAt = start.AddMinutes(5), EndsAt = start.AddMinutes(4) }];
        Inbox.Alerts = () => [new InboxAlert("f", "resolved", firing.ReceivedAt, start.AddMinutes(5), start.AddMinutes(4), labels, new Dictionary<string, string>(), null) { StartsAt = start }];
    }

    private ActiveAlert Active(string name, string severity) => new(
        "firing", Now.AddMinutes(-1), new Dictionary<string, string>(s_labels) { ["alertname"] = name, ["severity"] = severity }, new Dictionary<string, string>());
}
