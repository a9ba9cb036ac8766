using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Alerting;

/// <summary>Whatever breaks the alert path, people are told within two minutes, and again when it is mended.</summary>
public sealed class DeadMansSwitchTests
{
    private static readonly TimeSpan s_promise = TimeSpan.FromMinutes(2);

    /// <summary>Side by side: each is two minutes of waiting.</summary>
    [Fact]
    public async Task A_stopped_Prometheus_a_stopped_Alertmanager_and_a_cut_network_are_told_by_webhook_and_mail_and_so_is_their_end() => await Task.WhenAll(
        TellsOfAsync(p => p.Prometheus.StopAsync(), p => p.Prometheus.StartAsync(), "Suspected: Prometheus."),
        TellsOfAsync(p => p.Alertmanager.StopAsync(), p => p.Alertmanager.StartAsync(), "Suspected: Alertmanager."),
        TellsOfAsync(CutAsync, MendAsync, "Suspected: Prometheus."));

    [Fact]
    public async Task A_restart_of_Alertmanager_is_told_to_nobody()
    {
        await using var path = await GuardedPath.StartAsync();
        using var observer = path.Client();
        var before = await AliveAsync(observer, DateTimeOffset.MinValue);
        await path.Alertmanager.StopAsync(TestContext.Current.CancellationToken);
        await path.Alertmanager.StartAsync(TestContext.Current.CancellationToken);
        var after = await AliveAsync(observer, before);
        await AliveAsync(observer, after);
        (path.Webhook.Posts.Count, path.Mail.Mails.Count).Should().Be((0, 0));
    }

    private static async Task TellsOfAsync(Func<GuardedPath, Task> damage, Func<GuardedPath, Task> mend, string suspect)
    {
        await using var path = await GuardedPath.StartAsync();
        using var observer = path.Client();
        await AliveAsync(observer, DateTimeOffset.MinValue);
        (path.Webhook.Posts.Count, path.Mail.Mails.Count).Should().Be((0, 0), "nothing is wrong yet");

        await damage(path);
        await ToldAsync(path, suspect, "firing", "alerts do not get through");
        await mend(path);
        await ToldAsync(path, suspect, "resolved", "alerts get through again");
        path.Webhook.At("/dead").Select(Status).Should().Equal("firing", "resolved");
        path.Mail.Mails.Should().HaveCount(2);
        (await observer.GetAsync("/api/v1/notifications?alertname=DeadMansSwitch")).GetProperty("notifications").EnumerateArray().Select(Status)
            .Should().Equal("firing", "resolved");
    }

    private static async Task ToldAsync(GuardedPath path, string suspect, string status, string subject)
    {
        var post = await Poll.UntilAsync($"the webhook has '{status}' of {suspect}", s_promise, () => Task.FromResult(
            path.Webhook.At("/dead").Where(p => Status(p) == status).Select(p => p.GetProperty("alerts")[0].GetProperty("annotations").GetProperty("description").GetString()).FirstOrDefault()));
        if (status == "firing") post.Should().Contain(suspect).And.Contain("Test-Mem0Monitoring watchdog, alert-path");
        await Poll.UntilAsync($"the mail server has '{subject}'", TimeSpan.FromSeconds(30), () => Task.FromResult(
            path.Mail.Mails.FirstOrDefault(m => m.Data.Contains(subject, StringComparison.Ordinal))));
    }

    /// <summary>Waits for a Watchdog that came after this.</summary>
    private static async Task<DateTimeOffset> AliveAsync(ObserverClient observer, DateTimeOffset after) => DateTimeOffset.Parse(
        await Poll.UntilAsync("the Watchdog is heard", TimeSpan.FromSeconds(90), async () =>
            (await observer.GetAsync("/api/v1/watchdog")) is var view && view.GetProperty("alive").GetBoolean() && view.GetProperty("lastSeen").GetDateTimeOffset() > after
                ? view.GetProperty("lastSeen").GetString()
                : null),
        System.Globalization.CultureInfo.InvariantCulture);

    private static string? Status(JsonElement notification) => notification.GetProperty("status").GetString();

    private static async Task CutAsync(GuardedPath path)
    {
        using var engine = new DockerClientBuilder().Build();
        await engine.Networks.DisconnectNetworkAsync(path.Network.Name, new() { Container = path.Prometheus.Id, Force = true });
    }

    private static async Task MendAsync(GuardedPath path)
    {
        using var engine = new DockerClientBuilder().Build();
        await engine.Networks.ConnectNetworkAsync(path.Network.Name, new() { Container = path.Prometheus.Id, EndpointConfig = new EndpointSettings { Aliases = ["prometheus"] } });
    }
}
