using System.Text;
using Mem0Observability.Notifications;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Config;

/// <summary>Alertmanager's own tools on the file that is made for notification channels, and on what the channels say.</summary>
[Trait("Suite", "Config")]
public sealed class ChannelTests(ToolContainer tools) : IClassFixture<ToolContainer>
{
    private const string Made = "/tmp/made.yml";

    private static readonly byte[] s_alert = Encoding.UTF8.GetBytes("""
        {"receiver": "ops", "status": "firing", "externalURL": "http://127.0.0.1:9093", "groupLabels": {},
         "commonLabels": {"alertname": "Mem0ServiceDown", "service": "mem0", "severity": "page"}, "commonAnnotations": {},
         "alerts": [{"status": "firing", "startsAt": "2026-01-02T03:04:05Z", "endsAt": "0001-01-01T00:00:00Z", "generatorURL": "", "fingerprint": "a",
           "labels": {"alertname": "Mem0ServiceDown", "service": "mem0", "severity": "page"},
           "annotations": {"summary": "mem0 is down", "description": "It <b>answers</b> nothing.", "runbook_url": "monitoring/runbooks/Mem0ServiceDown.md", "dashboard": "mem0-overview"}}]}
        """);

    private static readonly Channel[] s_channels =
    [
        Of("chat", Channel.Slack, "page", "ticket") with { MuteTime = ["nights", "weekends"] },
        Of("team", Channel.Teams, "ticket") with { Service = ["mem0", "openmemory"] },
        Of("pager", Channel.PagerDuty, "page"),
        Of("boss", Channel.Webhook, "page") with { Tier = 2, MaxAlerts = 5 },
        Of("mail", Channel.Email, "info") with { To = ["o'brien@example.org", "b@example.org"], From = "mem0@example.org", SmtpHost = "mail.example.org", SmtpPort = 587, SmtpUser = "u", RequireTls = true },
    ];

    private static byte[] File => Encoding.UTF8.GetBytes(AlertmanagerFile.Load(Path.Combine(Repository.Monitoring, "alertmanager.yml")).With(s_channels, "Europe/Berlin"));

    [Fact]
    public async Task Amtool_accepts_channels_of_every_type()
    {
        var result = await tools.AmtoolAsync(File, Made, "check-config", Made);
        result.ExitCode.Should().Be(0, "{0}{1}", result.Stdout, result.Stderr);
    }

    [Theory]
    [InlineData("chat,pager,inbox", "alertname=Mem0ServiceDown", "severity=page", "service=mem0")]
    [InlineData("chat,team,inbox", "alertname=Mem0SlowRequests", "severity=ticket", "service=mem0")]
    [InlineData("chat,inbox", "alertname=PostgresDeadRows", "severity=ticket", "service=postgres")]
    [InlineData("mail,inbox", "alertname=SomethingToKnow", "severity=info", "service=mem0")]
    [InlineData("boss,inbox", "alertname=Mem0PageUnacknowledged", "severity=page", "tier=2", "service=mem0")]
    [InlineData("inbox", "alertname=Watchdog", "severity=none")]
    [InlineData("inbox", "alertname=Mem0TestAlert", "severity=page", "drill=true", "service=observer")]
    [InlineData("inbox", "alertname=Mem0TestAlert", "severity=page", "drill=true", "channel=nobody")]
    [InlineData("pager", "alertname=Mem0TestAlert", "severity=info", "drill=true", "channel=pager")]
    [InlineData("boss", "alertname=Mem0TestAlert", "severity=info", "drill=true", "channel=boss")]
    public async Task An_alert_goes_to_the_channels_that_want_it_and_to_the_inbox(string receivers, params string[] labels)
    {
        var result = await tools.AmtoolAsync(File, Made, ["config", "routes", "test", $"--config.file={Made}", .. labels]);
        result.Stdout.Trim().Should().Be(receivers, result.Stderr);
    }

    [Theory]
    [InlineData("mem0.text", "text")]
    [InlineData("mem0.html", "html")]
    [InlineData("mem0.slack", "text")]
    [InlineData("mem0.teams", "text")]
    public async Task Every_text_says_what_it_is_about_and_links_to_what_helps(string template, string type)
    {
        string text = await RenderAsync(template, type, "/monitoring/templates/*.tmpl");
        text.Should().Contain("PAGE").And.Contain("mem0 is down").And.Contain("answers");
        text.Should().Contain("http://127.0.0.1:9095/dashboards/overview").And.Contain("http://127.0.0.1:9095/runbooks/Mem0ServiceDown")
            .And.Contain("http://127.0.0.1:9095/logs?service=mem0").And.Contain("http://127.0.0.1:9095/traces?service=mem0");
        if (type == "html") text.Should().NotContain("<b>");
    }

    [Fact]
    public async Task Titles_are_short_and_a_pager_knows_how_bad_it_is()
    {
        (await RenderAsync("mem0.title", "text", "/monitoring/templates/*.tmpl")).Should().Be("[PAGE] mem0 is down");
        (await RenderAsync("mem0.pagerduty.severity", "text", "/monitoring/templates/*.tmpl")).Should().Be("critical");
    }

    [Fact]
    public async Task In_Full_links_lead_to_Grafana_Kibana_and_Jaeger()
    {
        await tools.AmtoolAsync(Encoding.UTF8.GetBytes(ChannelLinks.For(Repository.Full)), "/tmp/full/addresses.tmpl", "--version");
        string text = await RenderAsync("mem0.html", "html", "/monitoring/templates/*.tmpl", "/tmp/full/*.tmpl");
        text.Should().Contain("http://127.0.0.1:3001/d/mem0-overview").And.Contain("http://127.0.0.1:5601/app/discover")
            .And.Contain("http://127.0.0.1:16686/search?service=mem0").And.Contain("http://127.0.0.1:9095/runbooks/Mem0ServiceDown");
    }

    private async Task<string> RenderAsync(string template, string type, params string[] globs)
    {
        var result = await tools.AmtoolAsync(
            s_alert,
            "/tmp/alert.json",
            ["template", "render", .. globs.Select(g => $"--template.glob={g}"), $"--template.type={type}", $"--template.text={{{{ template \"{template}\" . }}}}", "--template.data=/tmp/alert.json"]);
        result.ExitCode.Should().Be(0, result.Stderr);
        return result.Stdout;
    }

    private static Channel Of(string name, string type, params string[] severity) => new(name, type) { SecretFile = name + ".secret", Severity = severity };
}
