using System.Threading.Channels;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Brings every service to its planned state: each as soon as what it depends on allows, everything else in parallel.</summary>
internal sealed class ServiceGraph(IContainerEngine engine, DeploymentPlan plan, DeploymentOptions options, Rollback rollback, ChannelWriter<StackItem> items)
{
    private readonly Dictionary<string, Signals> _signals = plan.Services.ToDictionary(s => s.Spec.Name, _ => new Signals());
    private readonly Readiness _readiness = new(engine, options.Timeout);
    private readonly OneShotRun _oneShots = new(engine, options.Timeout, items);
    private readonly ContainerFactory _factory = new(engine, plan, options);
    private int _ready;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        StackException? first = null;
        await Task.WhenAll(plan.Services.Select(RunOneAsync));
        cancellationToken.ThrowIfCancellationRequested();
        if (first is not null) throw first;

        async Task RunOneAsync(ServicePlan service)
        {
            try
            {
                await BringUpAsync(service, stop.Token);
            }
            catch (StackException e)
            {
                Interlocked.CompareExchange(ref first, e, null);
                await stop.CancelAsync();
            }
            catch (OperationCanceledException)
            {
                // Stopped because of the first fault or by the user; both are raised after all have ended.
            }
        }
    }

    private async Task BringUpAsync(ServicePlan service, CancellationToken cancellationToken)
    {
        var signals = _signals[service.Spec.Name];
        foreach (var (dependency, condition) in service.Spec.DependsOn)
        {
            if (!_signals.TryGetValue(dependency, out var needed)) continue;
            await (condition == DependencyCondition.Started ? needed.Started : needed.Ready).Task.WaitAsync(cancellationToken);
        }

        var id = await ChangeAsync(service, cancellationToken);
        signals.Started.TrySetResult();
        if (!options.Stopped.Contains(service.Spec.Name)) await AwaitReadyAsync(service, id, cancellationToken);
        signals.Ready.TrySetResult();
        items.TryWrite(new ProgressItem("Deploying", $"{service.Spec.Name} is ready", 100 * Interlocked.Increment(ref _ready) / plan.Services.Count));
    }

    private Task AwaitReadyAsync(ServicePlan service, string id, CancellationToken cancellationToken)
    {
        if (OneShots.Has(plan.Project, service.Spec))
        {
            return service is { Change: ServiceChange.Keep, Existing.State: "exited" } ? Task.CompletedTask : _oneShots.WaitAsync(service.Spec, id, cancellationToken);
        }

        return service is { Change: ServiceChange.Keep, Existing.Health: "healthy" or "none" } ? Task.CompletedTask : _readiness.WaitAsync(service.Spec, id, cancellationToken);
    }

    private async Task<string> ChangeAsync(ServicePlan service, CancellationToken cancellationToken)
    {
        if (service.Change != ServiceChange.Keep) items.TryWrite(new ProgressItem("Deploying", $"{service.Change} {service.Spec.Name}"));
        switch (service.Change)
        {
            case ServiceChange.Create:
                return await CreateAsync(service, cancellationToken);
            case ServiceChange.Replace:
                return await ReplaceAsync(service, service.Existing!, cancellationToken);
            case ServiceChange.Stop:
                rollback.OnFailure($"start {service.ContainerName}", UndoPhase.FormerContainers, token => engine.StartContainerAsync(service.Existing!.Id, token));
                await engine.StopContainerAsync(service.Existing!.Id, service.Spec.StopGracePeriod, cancellationToken);
                return service.Existing.Id;
            case ServiceChange.Start:
                await _factory.JoinAsync(service, service.Existing!.Id, cancellationToken);
                rollback.OnFailure($"stop {service.ContainerName}", UndoPhase.NewContainers, token => engine.StopContainerAsync(service.Existing.Id, TimeSpan.FromSeconds(5), token));
                await engine.StartContainerAsync(service.Existing.Id, cancellationToken);
                return service.Existing.Id;
            default:
                await _factory.JoinAsync(service, service.Existing!.Id, cancellationToken);
                return service.Existing.Id;
        }
    }

    private async Task<string> CreateAsync(ServicePlan service, CancellationToken cancellationToken)
    {
        // Registered before the call and by name: a call that is cut off may still have made the container.
        rollback.OnFailure($"remove {service.ContainerName}", UndoPhase.NewContainers, token => engine.RemoveContainerAsync(service.ContainerName, token));
        var id = await _factory.CreateAsync(service, cancellationToken);
        await _factory.JoinAsync(service, id, cancellationToken);
        if (!options.Stopped.Contains(service.Spec.Name)) await engine.StartContainerAsync(id, cancellationToken);
        return id;
    }

    /// <summary>Ports and volumes allow only one of the two to run, so the old one is parked, and comes back if the new one fails.</summary>
    private async Task<string> ReplaceAsync(ServicePlan service, ContainerInfo old, CancellationToken cancellationToken)
    {
        var parked = service.ContainerName + StackLabels.ReplacedSuffix;
        rollback.OnFailure($"remove the new {service.ContainerName}", UndoPhase.NewContainers, async token =>
        {
            // It may or may not exist; by now the name belongs to it, unless the rename itself did not happen.
            var current = await engine.ListContainersAsync(StackLabels.Of(plan.Project.Name), token);
            foreach (var made in current.Where(c => c.Name == service.ContainerName && c.Id != old.Id)) await engine.RemoveContainerAsync(made.Id, token);
        });
        rollback.OnFailure($"bring the former {service.ContainerName} back", UndoPhase.FormerContainers, async token =>
        {
            var current = await engine.ListContainersAsync(StackLabels.Of(plan.Project.Name), token);
            if (current.Any(c => c.Id == old.Id && c.Name != service.ContainerName)) await engine.RenameContainerAsync(old.Id, service.ContainerName, token);
            if (old.State == "running") await engine.StartContainerAsync(old.Id, token);
        });
        if (old.Name != parked) await engine.RenameContainerAsync(old.Id, parked, cancellationToken);
        await engine.StopContainerAsync(old.Id, service.Spec.StopGracePeriod, cancellationToken);
        var id = await _factory.CreateAsync(service, cancellationToken);
        await _factory.JoinAsync(service, id, cancellationToken);
        if (!options.Stopped.Contains(service.Spec.Name)) await engine.StartContainerAsync(id, cancellationToken);
        rollback.OnSuccess($"remove the former {service.ContainerName}", token => engine.RemoveContainerAsync(old.Id, token));
        return id;
    }

    private sealed class Signals
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ready { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
