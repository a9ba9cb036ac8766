using Bunit;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Signals;
using Mem0Observability.Web.Alerts;

namespace Mem0Observability.Tests.Web.Components.Alerts;

public sealed class AcknowledgeTests : StackPage
{
    private static readonly Dictionary<string, string> s_labels = new() { ["alertname"] = "Mem0ServiceDown", ["service"] = "mem0", ["severity"] = "page" };
    private static readonly string s_fingerprint = AlertLabels.Fingerprint(s_labels);

    public AcknowledgeTests()
    {
        Metrics.Alerts = () => [new ActiveAlert("firing", Now.AddMinutes(-3), s_labels, new Dictionary<string, string> { ["summary"] = "mem0 is down" })];
        Router.Alerts = () => [FakeAlertRouter.Alert(s_labels, Now.AddMinutes(-3))];
        Inbox.Alerts = () => [new InboxAlert(s_fingerprint, "firing", Now.AddMinutes(-3), Now, null, s_labels, new Dictionary<string, string>(), null) { StartsAt = Now.AddMinutes(-3) }];
    }

    [Fact]
    public void Who_has_not_signed_in_reads_and_is_told_how_to_act()
    {
        var part = Render<FiringPart>();
        part.WaitForAssertion(() => part.Find("[data-testid=alert]").TextContent.Should().Contain("mem0 is down").And.Contain("second tier at"));
        part.FindAll("button").Should().BeEmpty();
        part.Find(".sign-in-hint a").GetAttribute("href").Should().StartWith("sign-in?to=");
    }

    [Fact]
    public void A_form_that_is_sent_without_having_signed_in_changes_nothing()
    {
        var form = Render<AcknowledgeForm>(p => p.Add(f => f.Fingerprints, [s_fingerprint]));
        form.Find("[name=by]").Change("Ann");
        form.Find("form").Submit();
        form.Find("[role=alert]").TextContent.Should().Contain("Sign in first");
        Inbox.Acknowledged.Should().BeEmpty();
    }

    [Fact]
    public void Who_has_signed_in_acknowledges_and_sees_it()
    {
        SignIn();
        var part = Render<FiringPart>();
        part.WaitForElement("[data-testid=alert] button").Click();
        part.Find("[data-testid=acknowledge] [name=by]").Change("Ann");
        part.Find("[data-testid=acknowledge] [name=comment]").Change("on it");
        part.Find("[data-testid=acknowledge]").Submit();

        Inbox.Acknowledged.Should().Equal((s_fingerprint, "Ann", "on it"));
        part.WaitForAssertion(() => part.Find("[data-testid=alert]").TextContent.Should().Contain("✓ Ann").And.NotContain("second tier"));
        part.FindAll("[data-testid=acknowledge]").Should().BeEmpty();
    }

    [Fact]
    public void Several_are_acknowledged_at_once()
    {
        SignIn();
        var part = Render<FiringPart>();
        part.WaitForElement("[data-testid=alert] input[type=checkbox]").Change(true);
        part.Find("[data-testid=acknowledge] [name=by]").Change("Bob");
        part.Find("[data-testid=acknowledge]").Submit();
        Inbox.Acknowledged.Should().ContainSingle().Which.By.Should().Be("Bob");
    }

    [Fact]
    public void A_failure_is_told_in_the_form_and_leaves_it_open()
    {
        SignIn();
        var form = Render<AcknowledgeForm>(p => p.Add(f => f.Fingerprints, ["unheard-of"]));
        form.Find("[name=by]").Change("Ann");
        form.Find("form").Submit();
        form.Find("[role=alert]").TextContent.Should().Contain("unheard-of");
    }

    [Fact]
    public void A_place_that_does_not_answer_is_named_beside_what_the_others_know()
    {
        Inbox.Fault = FakeAlertInbox.Unreachable;
        var part = Render<FiringPart>();
        part.WaitForAssertion(() => part.Find("[role=alert]").TextContent.Should().Contain("may be incomplete"));
        part.Find("[data-testid=alert]").TextContent.Should().Contain("Mem0ServiceDown");
    }
}
