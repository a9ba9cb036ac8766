using System.Diagnostics;
using System.Threading.Channels;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Waits for a service that runs once to end with exit code 0, and passes on what it writes as it comes.</summary>
internal sealed class OneShotRun(IContainerEngine engine, TimeSpan limit, ChannelWriter<StackItem> items)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The engine may give out the last lines a moment after it has said that the container ended.</summary>
    private static readonly TimeSpan s_lastLines = TimeSpan.FromSeconds(2);

    public async Task WaitAsync(ServiceSpec service, string id, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = PassOnAsync(service, id, stop.Token);
        try
        {
            await WaitForEndAsync(service, id, cancellationToken);
            stop.CancelAfter(s_lastLines);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            // Its lines are told for information; the error has the last of them.
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PassOnAsync(ServiceSpec service, string id, CancellationToken cancellationToken)
    {
        await foreach (var line in engine.FollowLogAsync(id, cancellationToken))
        {
            items.TryWrite(new ProgressItem(Deployer.Activity, $"{service.Name}: {line}"));
            items.TryWrite(new VerboseItem($"{service.Name}: {line}"));
        }
    }

    private async Task WaitForEndAsync(ServiceSpec service, string id, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var state = await engine.InspectContainerAsync(id, cancellationToken);
            if (state is { State: "exited", ExitCode: 0 }) return;
            if (state is null or { State: "exited" or "dead" }) throw await ServiceFaults.ExitedAsync(engine, service, id, state, cancellationToken);
            if (watch.Elapsed > limit) throw await ServiceFaults.NotEndedAsync(engine, service, id, watch.Elapsed, cancellationToken);
            await Task.Delay(s_pause, cancellationToken);
        }
    }
}
