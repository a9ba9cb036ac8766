using Mem0Observability.Checks;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Checks;

public sealed class AlertPathCheckTests
{
    [Fact]
    public async Task An_alert_that_arrives_passes_and_its_end_is_not_awaited()
    {
        var stack = new FakeStack();

        List<CheckResult> results = await RunAsync(stack);

        results.Should().HaveCount(2).And.OnlyContain(r => r.Outcome == CheckOutcome.Passed);
        results[0].Hops.Select(h => h.Name).Should().Equal("sent", "scraped", "pending", "firing", "routed", "received");
        results[0].Duration.Should().BeLessThan(TimeSpan.FromSeconds(8));
        stack.Inbox.TestAlerts.Should().BeEmpty();
    }

    [Fact]
    public async Task An_alert_that_is_lost_fails_with_the_hop()
    {
        List<CheckResult> results = await RunAsync(new FakeStack { Broken = DrillHop.Received });

        results[0].Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Failed && r.Target == "Mem0TestAlert" && r.Reason.Contains("Not received"));
        results[1].Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Passed && r.Target == "negative control");
    }

    private static async Task<List<CheckResult>> RunAsync(FakeStack stack)
    {
        var context = new CheckContext(new SignalMatrix("signals.yml", []), stack.Sources, [], [], stack.Time);
        return await new AlertPathCheck().RunAsync(context, CancellationToken.None).ToListAsync();
    }
}
