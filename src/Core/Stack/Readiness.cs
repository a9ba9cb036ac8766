using System.Diagnostics;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Waits until a container is ready. Its own health test is run from here, at once and often, instead of
/// waiting for the engine's first interval; a container that has exited ends the wait with its last lines.</summary>
internal sealed class Readiness(IContainerEngine engine, TimeSpan shortest)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(50);
    /// <summary>The engine's, where a health check names none.</summary>
    private static readonly TimeSpan s_engineInterval = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(400);

    /// <summary>Without a health test, staying up this long is all there is to see; a wrong command or setting ends sooner. On a busy machine a
    /// container counts as running a second before its command does anything.</summary>
    private static readonly TimeSpan s_stable = TimeSpan.FromSeconds(2);

    public async Task WaitAsync(ServiceSpec service, string id, CancellationToken cancellationToken)
    {
        var limit = LimitOf(service);
        var watch = Stopwatch.StartNew();
        var pause = s_firstPause;
        long? restarts = null;
        var seen = "nothing yet";
        while (true)
        {
            var state = await engine.InspectContainerAsync(id, cancellationToken)
                ?? throw new StackException("ServiceGone", StackErrorCategory.ObjectNotFound, $"The container of service '{service.Name}' was removed by someone else while it was starting.", service.Name);
            restarts ??= state.State == "restarting" ? -1 : state.RestartCount;
            if (state.State is "exited" or "dead" || state.State == "restarting" || state.RestartCount > restarts) throw await ServiceFaults.ExitedAsync(engine, service, id, state, cancellationToken);
            if (state.Health == "healthy" || (state is { State: "running", Health: "none" } && !HasTest(service) && watch.Elapsed >= s_stable)) return;
            if (state.Health == "unhealthy") throw await ServiceFaults.NotReadyAsync("ServiceUnhealthy", engine, service, id, watch.Elapsed, state.LastHealthOutput ?? "no output", cancellationToken);

            if (state.State == "running" && HasTest(service))
            {
                var result = await TestAsync(service.HealthCheck!, id, cancellationToken);
                if (result is { ExitCode: 0 }) return;
                seen = result is null ? "the health test could not run" : $"exit code {result.ExitCode}{(result.Output.Length > 0 ? ": " + result.Output : "")}";
            }

            if (watch.Elapsed > limit) throw await ServiceFaults.NotReadyAsync("ServiceNotReady", engine, service, id, watch.Elapsed, seen, cancellationToken);
            await Task.Delay(pause, cancellationToken);
            pause = pause * 1.5 < s_longestPause ? pause * 1.5 : s_longestPause;
        }
    }

    /// <summary>A service whose own health check gives it longer, as Elasticsearch's does, is given that.</summary>
    private TimeSpan LimitOf(ServiceSpec service)
    {
        if (service.HealthCheck is not { StartPeriod: { } start } check) return shortest;
        var own = start + (check.Retries ?? 3) * (check.Interval ?? s_engineInterval);
        return own > shortest ? own : shortest;
    }

    private static bool HasTest(ServiceSpec service) => service.HealthCheck is { Test: [not "NONE", ..] };

    private async Task<ExecResult?> TestAsync(HealthCheckSpec check, string id, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> command = check.Test[0] == "CMD-SHELL" ? ["/bin/sh", "-c", check.Test[1]] : [.. check.Test.Skip(1)];
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(check.Timeout ?? TimeSpan.FromSeconds(10));
        try
        {
            return await engine.ExecAsync(id, command, timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ExecResult(-1, "timed out");
        }
    }
}
