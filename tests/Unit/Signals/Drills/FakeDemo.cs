using Mem0Observability.Signals.Drills;

namespace Mem0Observability.Tests.Unit.Signals.Drills;

/// <summary>A demo of which every service runs, until it is stopped.</summary>
internal sealed class FakeDemo : IDemoServices
{
    public HashSet<string> Stopped { get; } = [];

    /// <summary>What was done, in order.</summary>
    public List<string> Done { get; } = [];

    public Task<bool> RunsAsync(string service, CancellationToken cancellationToken) => Task.FromResult(!Stopped.Contains(service));

    public Task StopAsync(string service, CancellationToken cancellationToken)
    {
        Done.Add("stop " + service);
        Stopped.Add(service);
        return Task.CompletedTask;
    }

    public Task StartAsync(string service, CancellationToken cancellationToken)
    {
        Done.Add("start " + service);
        Stopped.Remove(service);
        return Task.CompletedTask;
    }
}
