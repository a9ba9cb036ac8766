using System.Diagnostics;
using Mem0Observability.Docker;

namespace Mem0Observability.Tests.Benchmarks;

/// <summary>
/// What is compared, images present, the same Lite services each time:
/// <c>deploy_cold</c>: nothing deployed, until the command says that every service is healthy;
/// <c>deploy_noop</c>: the same command again, without changes, on a stack that the engine calls healthy;
/// <c>remove</c>: containers, network and volumes gone.
/// Ours is the cmdlet in an open PowerShell session, as at a prompt; <c>*_process</c> is a new process with the module's import.
/// The peer is <c>docker compose up -d --wait</c>, again, and <c>down -v</c>, each a new process, as it has no other form.
/// Ours runs the health tests itself and does not wait for the engine's interval; <c>deploy_cold_engine_healthy</c> is how much later
/// the engine's own state of all services is healthy.
/// </summary>
internal static class Deployments
{
    private const int Rounds = 5;
    private const string Start = $"Start-Mem0Monitoring -Profile Lite -ProjectName {BenchStack.Project} -ImageSource Distribution";
    private const string Stop = $"Stop-Mem0Monitoring -ProjectName {BenchStack.Project} -RemoveData -Force";

    public static async Task MeasureAsync(BenchStack bench, Report report, CancellationToken cancellationToken)
    {
        using var session = new Session();
        using var engine = await EngineConnection.OpenAsync(cancellationToken);
        // Makes images and secrets where they are missing, and warms up what a session has warm.
        session.Run($"{Start} | Out-Null; {Stop}", cancellationToken);
        var compose = await ComposePeer.FindAsync(engine, cancellationToken);

        var ours = new Times();
        var process = new Times();
        var peer = new Times();
        var later = new List<double>();
        for (var round = 1; round <= Rounds; round++)
        {
            Report.Say($"Deployments: round {round} of {Rounds}");
            await RoundAsync(peer, compose.UpAsync, compose.DownAsync, _ => Task.CompletedTask, cancellationToken);
            await RoundAsync(ours, t => InSession(session, Start, t), t => InSession(session, Stop, t), async t => later.Add(await UntilHealthyAsync(engine, t)), cancellationToken);
            await RoundAsync(process, t => ShellProcess.RunAsync(Start, t), t => ShellProcess.RunAsync(Stop, t), t => UntilHealthyAsync(engine, t), cancellationToken);
        }

        foreach (var (name, times) in ((string, Func<Times, List<double>>)[])[("deploy_cold", t => t.Cold), ("deploy_noop", t => t.Noop), ("remove", t => t.Remove)])
        {
            report.Add(name, Report.Median(times(ours)), "s", "compose", Report.Median(times(peer)));
            report.Add(name + "_process", Report.Median(times(process)), "s", "compose", Report.Median(times(peer)));
        }

        report.Add("deploy_cold_engine_healthy", Report.Median(later), "s");
    }

    private static async Task RoundAsync(Times times, Func<CancellationToken, Task> start, Func<CancellationToken, Task> stop, Func<CancellationToken, Task> settle, CancellationToken cancellationToken)
    {
        times.Cold.Add(await TimeAsync(start, cancellationToken));
        await settle(cancellationToken);
        times.Noop.Add(await TimeAsync(start, cancellationToken));
        times.Remove.Add(await TimeAsync(stop, cancellationToken));
    }

    private static async Task<double> UntilHealthyAsync(IContainerEngine engine, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (!await BenchStack.IsHealthyAsync(engine, cancellationToken)) await Task.Delay(50, cancellationToken);
        return watch.Elapsed.TotalSeconds;
    }

    private static Task InSession(Session session, string script, CancellationToken cancellationToken)
    {
        session.Run(script, cancellationToken);
        return Task.CompletedTask;
    }

    private static async Task<double> TimeAsync(Func<CancellationToken, Task> what, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await what(cancellationToken);
        return watch.Elapsed.TotalSeconds;
    }

    private sealed class Times
    {
        public List<double> Cold { get; } = [];

        public List<double> Noop { get; } = [];

        public List<double> Remove { get; } = [];
    }
}
