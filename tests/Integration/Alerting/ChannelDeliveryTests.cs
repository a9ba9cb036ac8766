using Mem0Observability.Checks;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Alerting;

public sealed class ChannelDeliveryTests(ChannelRouter router) : IClassFixture<ChannelRouter>
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task A_page_arrives_in_every_channel_with_its_links_and_in_the_inbox()
    {
        using var http = StackHttp.Create();
        var now = DateTimeOffset.UtcNow;
        var labels = new Dictionary<string, string> { ["alertname"] = "Mem0ServiceDown", ["severity"] = "page", ["service"] = "mem0" };
        var annotations = new Dictionary<string, string> { ["summary"] = "mem0 is down", ["description"] = "It answers nothing.", ["runbook_url"] = "monitoring/runbooks/Mem0ServiceDown.md", ["dashboard"] = "mem0-overview" };
        await new AlertmanagerRouter(http, router.Address).PostAlertsAsync([new PostedAlert(labels, annotations, now, now.AddMinutes(5))], TestContext.Current.CancellationToken);

        foreach (string path in new[] { "/slack", "/teams", "/pager" })
        {
            string body = await PostedAsync(path);
            body.Should().Contain("mem0 is down").And.Contain("127.0.0.1:9095/runbooks/Mem0ServiceDown").And.Contain("127.0.0.1:9095/logs?service=mem0").And.Contain("127.0.0.1:9095/traces?service=mem0");
        }

        (await PostedAsync("/pager")).Should().Contain("pager-s3cr3t").And.Contain("\"critical\"").And.Contain("\"href\"");
        (await PostedAsync("/hook")).Should().Contain("\"receiver\":\"hook\"").And.Contain("mem0 is down");
        (await PostedAsync("/api/v1/alerts/webhook")).Should().Contain("\"receiver\":\"inbox\"");
        var mail = await Poll.UntilAsync("a mail about it", s_limit, () => Task.FromResult(router.Mail.Mails.FirstOrDefault(m => m.Text.Contains("mem0 is down", StringComparison.Ordinal))));
        mail.To.Should().Equal("ops@example.org");
        mail.Text.Should().Contain("text/plain").And.Contain("text/html").And.Contain("<a href=\"http://127.0.0.1:9095/runbooks/Mem0ServiceDown\">");
    }

    [Fact]
    public async Task The_check_sends_through_each_channel_and_a_wrong_secret_fails_and_names_the_receiver()
    {
        using var http = StackHttp.Create();
        var results = await CheckAsync(http, new ReceiversCheck(sends: true));
        var broken = results.Single(r => r.Target == "broken");
        broken.Outcome.Should().Be(CheckOutcome.Failed);
        broken.Reason.Should().Contain("'broken'").And.Contain("403").And.NotContain(ChannelRouter.Wrong);
        results.Where(r => r.Target != "broken").Should().HaveCount(7).And.OnlyContain(r => r.Outcome == CheckOutcome.Passed);
        router.Http.Posts.Where(p => p.Path.EndsWith("/webhook", StringComparison.Ordinal)).Should().NotContain(p => p.Body.Contains("\"channel\"", StringComparison.Ordinal), "a test of a channel is nobody else's");
    }

    [Fact]
    public async Task Nothing_that_anybody_can_look_at_holds_a_secret()
    {
        using var engine = await EngineConnection.OpenAsync(TestContext.Current.CancellationToken);
        using var client = new global::Docker.DotNet.DockerClientBuilder().Build();
        string inspected = System.Text.Json.JsonSerializer.Serialize(await client.Containers.InspectContainerAsync(router.Alertmanager.Id, TestContext.Current.CancellationToken));
        string log = await engine.TailLogAsync(router.Alertmanager.Id, 1000, TestContext.Current.CancellationToken);
        (inspected + log).Should().NotContain("s3cr3t");
    }

    private async Task<List<CheckResult>> CheckAsync(HttpClient http, ReceiversCheck check)
    {
        var none = new Uri("http://127.0.0.1:1/");
        var sources = SignalSources.OfMetrics(http, none) with { Router = new AlertmanagerRouter(http, router.Address) };
        var container = new ServiceStatus("alertmanager", "itest", "running", "healthy", "alerts", "", "", null, 0, 0, router.Alertmanager.Id);
        var context = new CheckContext(new SignalMatrix("none", []), sources, [container], [], TimeProvider.System)
        {
            LastLines = async (c, token) =>
            {
                using var engine = await EngineConnection.OpenAsync(token);
                return await engine.TailLogAsync(c.ContainerId, 200, token);
            },
        };
        return await check.RunAsync(context, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }

    private Task<string> PostedAsync(string path) =>
        Poll.UntilAsync($"a post to {path}", s_limit, () => Task.FromResult<string?>(router.Http.Posts.FirstOrDefault(p => p.Path == path && p.Body.Contains("mem0 is down", StringComparison.Ordinal)).Body));
}
