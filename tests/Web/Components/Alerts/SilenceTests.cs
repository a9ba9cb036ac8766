using Bunit;
using Mem0Observability.Model;
using Mem0Observability.Signals.Silences;
using Mem0Observability.Web.Alerts;

namespace Mem0Observability.Tests.Web.Components.Alerts;

public sealed class SilenceTests : StackPage
{
    private static readonly Dictionary<string, string> s_labels = new() { ["alertname"] = "Mem0SlowRequests", ["service"] = "mem0", ["instance"] = "mem0:9464" };

    [Fact]
    public void A_silence_takes_the_suggested_labels_for_the_chosen_time()
    {
        SignIn();
        var form = Fill(s_labels, "tuning the index");
        form.Find("[name=duration]").Change("30m");
        form.Find("form").Submit();

        var silence = Router.Silences.Should().ContainSingle().Which;
        silence.Matchers.Select(m => m.ToString()).Should().BeEquivalentTo("alertname=\"Mem0SlowRequests\"", "service=\"mem0\"");
        (silence.EndsAt - silence.StartsAt, silence.Comment, silence.CreatedBy).Should().Be((TimeSpan.FromMinutes(30), "tuning the index", "Ann"));
    }

    [Fact]
    public void Without_having_signed_in_none_is_made()
    {
        var form = Fill(s_labels, "because");
        form.Find("form").Submit();
        form.Find("[role=alert]").TextContent.Should().Contain("Sign in first");
        Router.Silences.Should().BeEmpty();
    }

    [Fact]
    public void Without_a_comment_none_is_made()
    {
        SignIn();
        var form = Fill(s_labels, " ");
        form.Find("form").Submit();
        form.Find("[role=alert]").TextContent.Should().Contain("why");
        Router.Silences.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Watchdog", "severity", "none")]
    [InlineData("Mem0TestAlert", "drill", "true")]
    public void What_proves_the_path_of_alerts_is_not_silenced(string name, string label, string value)
    {
        SignIn();
        var form = Fill(new() { ["alertname"] = name, [label] = value }, "noisy");
        form.Find("form").Submit();
        form.Find("[role=alert]").TextContent.Should().Contain("would mute " + name);
        Router.Silences.Should().BeEmpty();
    }

    [Fact]
    public void Without_a_label_it_is_refused()
    {
        Action make = () => new SilenceChoice(s_labels, new HashSet<string>(), "2h", "Ann", "all").ToRequest();
        make.Should().Throw<StackException>().Which.Message.Should().Contain("everything");
    }

    [Theory]
    [InlineData("99d")]
    [InlineData("")]
    public void Another_duration_than_those_offered_is_refused(string duration)
    {
        Action make = () => new SilenceChoice(s_labels, new HashSet<string> { "service" }, duration, "Ann", "x").ToRequest();
        make.Should().Throw<StackException>().Which.ErrorId.Should().Be("SilenceIncomplete");
    }

    [Fact]
    public void A_silence_is_ended_by_who_has_signed_in()
    {
        Given();
        SignIn();
        var part = Render<SilencesPart>();
        part.WaitForElement("button").Click();
        Router.Silences[0].State.Should().Be("expired");
        part.WaitForAssertion(() => part.Find(".notice.empty").TextContent.Should().Contain("No silence"));
    }

    [Fact]
    public void Others_see_it_without_the_button()
    {
        Given();
        var part = Render<SilencesPart>();
        part.WaitForAssertion(() => part.Find("tbody th").TextContent.Should().Contain("service=\"mem0\""));
        part.FindAll("button").Should().BeEmpty();
    }

    private void Given() => Router.Silences.Add(new RoutedSilence("s", "active", [new SilenceMatcher("service", "=", "mem0")], Now, Now.AddHours(1), "Ann", "x"));

    private IRenderedComponent<SilenceForm> Fill(Dictionary<string, string> labels, string comment)
    {
        var form = Render<SilenceForm>(p => p.Add(f => f.Labels, labels));
        form.Find("[name=by]").Change("Ann");
        form.Find("[name=comment]").Change(comment);
        return form;
    }
}
