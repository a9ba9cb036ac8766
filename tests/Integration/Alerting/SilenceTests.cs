using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Silences;
using Mem0Observability.Tests.Integration.Setup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mem0Observability.Tests.Integration.Alerting;

/// <summary>Silences against the shipped Alertmanager.</summary>
public sealed class SilenceTests : IAsyncLifetime
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    private readonly INetwork _network = new NetworkBuilder().WithLogger(NullLogger.Instance).Build();
    private readonly HttpClient _http = StackHttp.Create();
    private readonly IContainer _alertmanager;

    public SilenceTests() => _alertmanager = ShippedContainer.Of("alertmanager", _network).Build();

    private AlertmanagerRouter Router => new(_http, ShippedContainer.Address(_alertmanager, "alertmanager"));

    public async ValueTask InitializeAsync()
    {
        await _network.CreateAsync();
        await _alertmanager.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _alertmanager.DisposeAsync();
        await _network.DisposeAsync();
        _http.Dispose();
    }

    [Theory]
    [InlineData("service=\"mem0\"", true)]
    [InlineData("service=~\"mem.\"", true)]
    [InlineData("alertname!=\"Other\"", true)]
    [InlineData("service!~\"mem.\"", false)]
    [InlineData("service=\"m\\\"em\\\\0\"", false)]
    public async Task A_silence_mutes_what_it_matches_until_it_is_removed(string matcher, bool mutes)
    {
        await RaiseAsync();
        AlertSilence silence = await CreateAsync(matcher, null);
        (silence.State, silence.MutedAlerts, silence.CreatedBy, silence.Comment).Should().Be(("active", mutes ? 1 : 0, "ada", "work"));
        silence.Matchers.Should().Equal(matcher, "team=\"mine\"");
        (await StateAsync()).Should().Be(mutes ? "suppressed" : "active");

        foreach (int _ in new[] { 1, 2 })
        {
            var items = await new SilenceRemoval(Router).RunAsync(silence.Id, show: true, s_none).ToListAsync(TestContext.Current.CancellationToken);
            items.OfType<OutputItem>().Should().ContainSingle().Which.Value.Should().BeOfType<AlertSilence>().Which.State.Should().Be("expired");
        }

        (await StateAsync()).Should().Be("active");
    }

    [Fact]
    public async Task A_silence_of_tomorrow_is_pending_and_mutes_nothing()
    {
        await RaiseAsync();
        AlertSilence silence = await CreateAsync("service=\"mem0\"", DateTimeOffset.UtcNow.AddDays(1));
        (silence.State, silence.MutedAlerts).Should().Be(("pending", 0));
        (await StateAsync()).Should().Be("active");
    }

    [Fact]
    public async Task An_expression_that_only_Alertmanager_refuses_is_told_in_its_words()
    {
        var refused = () => CreateAsync("service=~\"a{1001}\"", null);
        (await refused.Should().ThrowAsync<StackException>()).Which.Should().Match<StackException>(e => e.ErrorId == "AlertRouterRejected" && e.Message.Contains("1001"));
    }

    private async Task<AlertSilence> CreateAsync(string matcher, DateTimeOffset? start)
    {
        var maker = new SilenceMaker(Router, TimeProvider.System);
        var (plan, refusal) = await maker.PlanAsync(new([], [], [], [matcher, "team=mine"], TimeSpan.FromHours(1), start, "ada", "work", Force: false), s_none);
        refusal.Should().BeNull();
        return await maker.CreateAsync(plan!, s_none);
    }

    private Task RaiseAsync()
    {
        var labels = new Dictionary<string, string> { ["alertname"] = "Mem0ServiceDown", ["service"] = "mem0", ["team"] = "mine" };
        return Router.PostAlertsAsync([new(labels, labels, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1))], s_none);
    }

    /// <summary>Alertmanager calls an alert unprocessed until it has looked whom to tell.</summary>
    private Task<string> StateAsync() => Poll.UntilAsync("the alert is processed", TimeSpan.FromSeconds(30), async () =>
        (await Router.AlertsAsync([], s_none)).Single().State is var state and not "unprocessed" ? state : null);
}
