using System.Diagnostics;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Waits until a container is ready. Its own health test is run from here, at once and often, instead of
/// waiting for the engine's first interval; a container that has exited ends the wait with its last lines.</summary>
internal sealed class Readiness(IContainerEngine engine, TimeSpan limit)
{
    private const int LogLines = 15;
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(400);

    /// <summary>Without a health test, staying up this long is all there is to see; a wrong command or setting ends sooner. On a busy machine a
    /// container counts as running a second before its command does anything.</summary>
    private static readonly TimeSpan s_stable = TimeSpan.FromSeconds(2);

    public async Task WaitAsync(ServiceSpec service, string id, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var pause = s_firstPause;
        long? restarts = null;
        var seen = "nothing yet";
        while (true)
        {
            var state = await engine.InspectContainerAsync(id, cancellationToken)
                ?? throw new StackException("ServiceGone", StackErrorCategory.ObjectNotFound, $"The container of service '{service.Name}' was removed by someone else while it was starting.", service.Name);
            restarts ??= state.State == "restarting" ? -1 : state.RestartCount;
            if (state.State is "exited" or "dead" || state.State == "restarting" || state.RestartCount > restarts) throw await ExitedAsync(service, id, state, cancellationToken);
            if (state.Health == "healthy" || (state is { State: "running", Health: "none" } && !HasTest(service) && watch.Elapsed >= s_stable)) return;
            if (state.Health == "unhealthy") throw await NotReadyAsync("ServiceUnhealthy", service, id, watch.Elapsed, state.LastHealthOutput ?? "no output", cancellationToken);

            if (state.State == "running" && HasTest(service))
            {
                var result = await TestAsync(service.HealthCheck!, id, cancellationToken);
                if (result is { ExitCode: 0 }) return;
                seen = result is null ? "the health test could not run" : $"exit code {result.ExitCode}{(result.Output.Length > 0 ? ": " + result.Output : "")}";
            }

            if (watch.Elapsed > limit) throw await NotReadyAsync("ServiceNotReady", service, id, watch.Elapsed, seen, cancellationToken);
            await Task.Delay(pause, cancellationToken);
            pause = pause * 1.5 < s_longestPause ? pause * 1.5 : s_longestPause;
        }
    }

    /// <summary>Waits for a one-shot service to end with exit code 0.</summary>
    public async Task WaitForExitAsync(ServiceSpec service, string id, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var state = await engine.InspectContainerAsync(id, cancellationToken);
            if (state is { State: "exited", ExitCode: 0 }) return;
            if (state is null or { State: "exited" or "dead" }) throw await ExitedAsync(service, id, state, cancellationToken);
            if (watch.Elapsed > limit) throw await NotReadyAsync("ServiceNotReady", service, id, watch.Elapsed, "still running", cancellationToken);
            await Task.Delay(s_longestPause, cancellationToken);
        }
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

    private async Task<StackException> ExitedAsync(ServiceSpec service, string id, ContainerState? state, CancellationToken cancellationToken)
    {
        var why = state is { OutOfMemory: true } ? $"was killed for lack of memory (limit {state.MemoryLimit / 1048576} MiB)" : $"exited with code {state?.ExitCode}";
        return new("ServiceExited", StackErrorCategory.InvalidResult,
            $"Service '{service.Name}' {why} while it was starting. Its last lines:\n{await engine.TailLogAsync(id, LogLines, cancellationToken)}", service.Name);
    }

    private async Task<StackException> NotReadyAsync(string errorId, ServiceSpec service, string id, TimeSpan waited, string seen, CancellationToken cancellationToken) =>
        new(errorId, StackErrorCategory.OperationTimeout,
            $"Service '{service.Name}' was not ready after {waited.TotalSeconds:0} s; its health test last gave: {seen}. Its last lines:\n{await engine.TailLogAsync(id, LogLines, cancellationToken)}", service.Name);
}
