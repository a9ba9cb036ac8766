using Mem0Observability.Signals;
using Mem0Observability.Signals.Silences;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Deploy;

/// <summary>The silence of a deployment, in the shipped Alertmanager.</summary>
public sealed class DeployLeaseTests
{
    private static string Compose(string setting) => $$"""
        services:
          prometheus:
            image: debian:trixie-slim
            command: [sleep, "600"]
            init: true
            stop_grace_period: 2s
            environment: {SETTING: "{{setting}}"}
          alertmanager:
            image: {{Repository.Lite.Services["alertmanager"].Image}}
            ports: ["127.0.0.1::9093"]
            volumes: ["data:/alertmanager"]
            healthcheck: {test: [CMD, wget, -q, -O, /dev/null, "http://127.0.0.1:9093/-/ready"]}
        volumes:
          data: {}
        """;

    [Fact]
    public async Task A_replacement_is_muted_while_it_runs_and_a_moment_longer_and_nothing_else_is()
    {
        await using var stack = await TempStack.CreateAsync(Compose("a"));
        using var http = StackHttp.Create();
        await stack.StartAsync(TestContext.Current.CancellationToken);
        await stack.StartAsync(TestContext.Current.CancellationToken);
        var router = await RouterAsync(stack, http);
        (await router.SilencesAsync(TestContext.Current.CancellationToken)).Should().BeEmpty("nothing that ran was changed");

        stack.Write("compose.yml", Compose("b"));
        await stack.StartAsync(TestContext.Current.CancellationToken);
        var silence = (await router.SilencesAsync(TestContext.Current.CancellationToken)).Where(s => s.State == "active").Should().ContainSingle().Which;
        (silence.State, silence.CreatedBy).Should().Be(("active", "Mem0Observability"));
        silence.Comment.Should().Contain("replaces prometheus");
        silence.Matchers.Select(m => m.ToString()).Should().Contain("service=~\"observer|prometheus\"").And.Contain("alertname!=\"Watchdog\"");
        silence.EndsAt.Should().BeBefore(DateTimeOffset.UtcNow + SilenceLease.Settling);
        await GoneAsync(router, SilenceLease.Settling + TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task One_whose_holder_was_killed_lapses()
    {
        await using var stack = await TempStack.CreateAsync(Compose("a"));
        using var http = StackHttp.Create();
        await stack.StartAsync(TestContext.Current.CancellationToken);
        var router = await RouterAsync(stack, http);
        // Nobody ends it: that is all that a kill leaves.
        await new SilenceLease(router, TimeProvider.System) { Term = TimeSpan.FromSeconds(2) }.TakeAsync(["prometheus"], "a test", "short", TestContext.Current.CancellationToken);
        (await router.SilencesAsync(TestContext.Current.CancellationToken)).Should().ContainSingle().Which.State.Should().Be("active");
        await GoneAsync(router, TimeSpan.FromSeconds(15));
    }

    private static Task<string> GoneAsync(AlertmanagerRouter router, TimeSpan limit) => Poll.UntilAsync("the silence has ended by itself", limit, async () =>
        (await router.SilencesAsync(TestContext.Current.CancellationToken)).All(s => s.State == "expired") ? "gone" : null);

    private static async Task<AlertmanagerRouter> RouterAsync(TempStack stack, HttpClient http) =>
        new(http, new($"http://127.0.0.1:{(await stack.ContainerAsync("alertmanager")).Ports.First(p => p.ContainerPort == 9093).HostPort}"));
}
