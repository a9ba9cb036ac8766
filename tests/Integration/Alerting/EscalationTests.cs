using System.Text.Json;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Integration.Setup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mem0Observability.Tests.Integration.Alerting;

/// <summary>The shipped rules with one number changed: a page escalates after 20 s, not after 15 minutes.</summary>
public sealed class EscalationTests : IAsyncLifetime
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-itest-escalation-");
    private readonly INetwork _network = new NetworkBuilder().WithLogger(NullLogger.Instance).Build();
    private readonly HttpClient _http = StackHttp.Create();
    private IContainer[] _containers = [];
    private WebhookSink? _sink;

    private AlertmanagerRouter Router => new(_http, ShippedContainer.Address(_containers[1], "alertmanager"));

    public async ValueTask InitializeAsync()
    {
        _sink = await WebhookSink.StartAsync();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.FullName, (UnixFileMode)Convert.ToInt32("755", 8));
        WriteRules();
        WriteRoutes();
        await _network.CreateAsync();
        _containers =
        [
            ShippedContainer.Of("prometheus", _network, new Dictionary<string, string> { ["/etc/prometheus/rules"] = Path.Combine(_folder.FullName, "rules") }).Build(),
            ShippedContainer.Of("alertmanager", _network, new Dictionary<string, string> { ["/etc/alertmanager/alertmanager.yml"] = Path.Combine(_folder.FullName, "alertmanager.yml") }).Build(),
            ShippedContainer.Of("observer", _network).Build(),
        ];
        await Task.WhenAll(_containers.Select(c => c.StartAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var container in _containers) await container.DisposeAsync();
        await _network.DisposeAsync();
        await _sink!.DisposeAsync();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_page_that_nobody_acknowledges_reaches_the_second_tier_an_acknowledged_one_does_not_and_a_dead_observer_pages()
    {
        var cancel = TestContext.Current.CancellationToken;
        var start = DateTimeOffset.UtcNow;
        await Router.PostAlertsAsync([Page("Mem0ServiceDown", "mem0", start), Page("PostgresDown", "postgres", start)], cancel);
        var inbox = new ObserverInbox(_http, ShippedContainer.Address(_containers[2], "observer"));
        var fingerprint = await Poll.UntilAsync("the inbox has the page", s_limit, async () =>
            (await inbox.AlertsAsync("firing", cancel)).FirstOrDefault(a => a.Labels["alertname"] == "PostgresDown")?.Fingerprint);
        await inbox.AcknowledgeAsync(fingerprint, "ada", "seen", cancel);

        var escalated = await ReceivedAsync("/tier-2", "Mem0PageUnacknowledged");
        escalated.GetProperty("unacknowledged").GetString().Should().Be("Mem0ServiceDown");
        (await Router.AlertsAsync(["alertname=\"Mem0PageUnacknowledged\""], cancel)).Select(a => a.Labels["unacknowledged"]).Should().Equal("Mem0ServiceDown");
        _sink!.At("/tier-2").Should().OnlyContain(p => !p.GetRawText().Contains("PostgresDown"));

        await _containers[2].StopAsync(cancel);
        (await ReceivedAsync("/tier-1", "MonitoringTargetDown", "observer")).GetProperty("severity").GetString().Should().Be("page");
    }

    private async Task<JsonElement> ReceivedAsync(string path, string alert, string? service = null) => (await Poll.UntilAsync($"{path} has {alert}", s_limit, () => Task.FromResult(
        _sink!.At(path).SelectMany(p => p.GetProperty("alerts").EnumerateArray()).Select(a => a.GetProperty("labels")).Select(l => new Box(l)).FirstOrDefault(l =>
            l.Labels.GetProperty("alertname").GetString() == alert && (service is null || l.Labels.GetProperty("service").GetString() == service))))).Labels;

    private static PostedAlert Page(string name, string service, DateTimeOffset start) => new(
        new Dictionary<string, string> { ["alertname"] = name, ["severity"] = "page", ["service"] = service, ["owner"] = "mem0" }, new Dictionary<string, string>(), start, start.AddHours(1));

    private void WriteRules()
    {
        var rules = Directory.CreateDirectory(Path.Combine(_folder.FullName, "rules"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Monitoring, "rules")))
            File.Copy(file, Path.Combine(rules.FullName, Path.GetFileName(file)));
        var path = Path.Combine(rules.FullName, "monitoring_alerts.yml");
        var text = File.ReadAllText(path);
        text.Split("> 900").Should().HaveCount(2, "that is the number of the rule Mem0PageUnacknowledged");
        File.WriteAllText(path, text.Replace("> 900", "> 20", StringComparison.Ordinal));
    }

    /// <summary>The shipped routes with a receiver for pages and one for the second tier in front.</summary>
    private void WriteRoutes()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Monitoring, "alertmanager.yml"));
        text = text.Replace("\nroute:\n", $$"""

              - {name: tier-1, webhook_configs: [{url: "{{_sink!.Address}}/tier-1"}]}
              - {name: tier-2, webhook_configs: [{url: "{{_sink.Address}}/tier-2"}]}

            route:

            """, StringComparison.Ordinal);
        text = text.Replace("\n  routes:\n", """

              routes:
                - {matchers: ['tier="2"'], receiver: tier-2, group_by: [alertname, service, unacknowledged], group_wait: 0s, continue: true}
                - {matchers: ['severity="page"', 'tier!="2"'], receiver: tier-1, group_wait: 5s, continue: true}

            """, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder.FullName, "alertmanager.yml"), text);
    }

    private sealed record Box(JsonElement Labels);
}
