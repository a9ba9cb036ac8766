using System.Threading.Channels;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Carries out a plan: all of it, or, when anything fails or the user stops it, none of it.</summary>
internal sealed class Deployer(IContainerEngine engine, DeploymentOptions options)
{
    public const string Activity = "Deploying";

    public IAsyncEnumerable<StackItem> ApplyAsync(DeploymentPlan plan, CancellationToken cancellationToken) =>
        ItemStream.RunAsync((items, token) => RunAsync(plan, items, token), cancellationToken);

    private async Task RunAsync(DeploymentPlan plan, ChannelWriter<StackItem> items, CancellationToken cancellationToken)
    {
        MountSources.ThrowIfMissing(plan, engine.Info);
        await PortConflicts.ThrowIfTakenAsync(engine, plan, PortConflicts.Patience, cancellationToken);
        if (plan.Images.Count > 0)
        {
            await new ImagePreparation(engine, items) { RegistryLimit = options.RegistryLimit }.PrepareAsync(plan.Images, cancellationToken);
            // The images decide which containers are kept, so the plan is made again with them.
            plan = await new Planner(engine, plan.Project, options).PlanAsync(cancellationToken);
        }

        var gate = new ConfigurationGate(engine, plan, items);
        try
        {
            await gate.PassAsync(cancellationToken);
            await using var lease = await DeployLease.TakeAsync(
                options.AlertRouter, [.. plan.Services.Select(s => s.Existing).OfType<ContainerInfo>()], Disturbed(plan), "A deployment replaces", items, cancellationToken);
            await ChangeAsync(plan, items, cancellationToken);
        }
        finally
        {
            await gate.RemovedAsync();
        }
    }

    /// <summary>Services that run and will for a moment, or for good, not run.</summary>
    private static HashSet<string> Disturbed(DeploymentPlan plan) =>
    [
        .. plan.Services.Where(s => s is { Change: ServiceChange.Replace or ServiceChange.Stop, Existing.State: "running" }).Select(s => s.Spec.Name),
        .. plan.Orphans.Where(o => o.State == "running").Select(o => o.Labels.GetValueOrDefault(StackLabels.Service, "")).Where(s => s.Length > 0),
    ];

    private async Task ChangeAsync(DeploymentPlan plan, ChannelWriter<StackItem> items, CancellationToken cancellationToken)
    {
        var rollback = new Rollback();
        var done = false;
        try
        {
            await CreateNetworksAndVolumesAsync(plan, rollback, cancellationToken);
            await HandPortsOverAsync(plan, rollback, cancellationToken);
            await new ServiceGraph(engine, plan, options, rollback, items).RunAsync(cancellationToken);
            // From here on everything is in place: tidying up is not undone.
            done = true;
            await rollback.CommitAsync(cancellationToken);
            await Task.WhenAll(plan.Orphans.Select(o => engine.RemoveContainerAsync(o.Id, cancellationToken)));
        }
        finally
        {
            if (!done)
            {
                items.TryWrite(new ProgressItem(Activity, "Undoing what this run changed"));
                await rollback.UndoAsync(items);
            }
        }
    }

    private Task CreateNetworksAndVolumesAsync(DeploymentPlan plan, Rollback rollback, CancellationToken cancellationToken)
    {
        var networks = plan.Networks.Select(async n =>
        {
            rollback.OnFailure($"remove network '{n.Name}'", UndoPhase.NetworksAndVolumes, token => engine.RemoveNetworkAsync(n.Name, token));
            await engine.CreateNetworkAsync(n.Name, n.Driver, n.Internal, Labels(plan.Project, n.Labels, (StackLabels.Network, n.Key)), cancellationToken);
        });
        var volumes = plan.Volumes.Select(async v =>
        {
            rollback.OnFailure($"remove volume '{v.Name}'", UndoPhase.NetworksAndVolumes, token => engine.RemoveVolumeAsync(v.Name, token));
            await engine.CreateVolumeAsync(v.Name, v.Driver, Labels(plan.Project, v.Labels, (StackLabels.Volume, v.Key)), cancellationToken);
        });
        return Task.WhenAll([.. networks, .. volumes]);
    }

    private Task HandPortsOverAsync(DeploymentPlan plan, Rollback rollback, CancellationToken cancellationToken) => Task.WhenAll(PortHandover.Find(plan).Select(c =>
    {
        rollback.OnFailure($"start {c.Name}", UndoPhase.FormerContainers, token => engine.StartContainerAsync(c.Id, token));
        return engine.StopContainerAsync(c.Id, null, cancellationToken);
    }));

    private static Dictionary<string, string> Labels(ComposeProject project, IReadOnlyDictionary<string, string> own, (string Key, string Value) kind) =>
        new(own) { [StackLabels.Project] = project.Name, [kind.Key] = kind.Value };
}
