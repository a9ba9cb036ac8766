using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Drills;

/// <summary>Works for <c>Invoke-Mem0AlertDrill</c>: all drills at once, those that stop services one after another.</summary>
internal sealed class AlertDrills(SignalSources sources, IDemoServices demo, TimeProvider time)
{
    /// <summary>A <see cref="AlertDrillResult"/> for each, as they come to an end.</summary>
    public async IAsyncEnumerable<StackItem> RunAsync(IReadOnlyList<DrillDefinition> drills, TimeSpan limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var obstacle = new DrillObstacle(sources, demo, limit);
        var able = new List<DrillDefinition>();
        foreach (DrillDefinition drill in drills)
        {
            if (await obstacle.OfAsync(drill, cancellationToken) is { } reason)
                yield return new OutputItem(Without(drill.Alert, reason, drill));
            else
                able.Add(drill);
        }

        var items = Channel.CreateUnbounded<StackItem>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        IEnumerable<List<DrillDefinition>> lanes = [[.. able.Where(d => d.Stop is not null)], .. able.Where(d => d.Stop is null).Select(d => new List<DrillDefinition> { d })];
        Task work = DrillAllAsync(lanes, limit, items.Writer, stop.Token);
        try
        {
            await foreach (StackItem item in items.Reader.ReadAllAsync(cancellationToken))
                yield return item;

            await work;
        }
        finally
        {
            // Nothing may stay broken, so this waits for what the drills put right.
            await stop.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public static AlertDrillResult Without(string alert, string reason, DrillDefinition? drill = null) => new(
        alert, drill?.Class ?? "", drill?.Severity ?? "", drill?.Method ?? "", drill?.Service ?? "", DrillOutcome.NotDrillable, reason, [], null, null, "");

    private async Task DrillAllAsync(IEnumerable<List<DrillDefinition>> lanes, TimeSpan limit, ChannelWriter<StackItem> items, CancellationToken cancellationToken)
    {
        Task all = Task.WhenAll(lanes.Select(lane => DrillAsync(lane, limit, items, cancellationToken)));
        try
        {
            await all;
        }
        finally
        {
            // What went wrong is said by the task; the reader only has to know that nothing more comes.
            items.Complete();
        }
    }

    private async Task DrillAsync(List<DrillDefinition> lane, TimeSpan limit, ChannelWriter<StackItem> items, CancellationToken cancellationToken)
    {
        foreach (DrillDefinition drill in lane)
        {
            string id = DrillMark.NewId(drill.Alert);
            IDrillFault fault = drill.Stop is null ? new MadeUpSeries(sources, drill, id, RuleDrill.TimeToLive(limit), time) : new StoppedService(sources.Metrics, demo, drill, time);
            AlertDrillResult result = await new RuleDrill(sources, drill, id, fault, limit, time).RunAsync(p => items.TryWrite(p), cancellationToken);
            items.TryWrite(new OutputItem(result));
        }
    }
}
