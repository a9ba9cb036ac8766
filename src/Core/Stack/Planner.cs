using System.Diagnostics;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Signals;

namespace Mem0Observability.Stack;

/// <summary>What a deployment is asked for beyond the file.</summary>
/// <param name="ImageSource">Kept as a label, so that the next run uses the same.</param>
/// <param name="Mem0Networks">Names of networks to join where they exist.</param>
/// <param name="Stopped">Services that shall exist but not run.</param>
/// <param name="Timeout">How long one service may take to become ready.</param>
internal sealed record DeploymentOptions(
    string StateDirectory,
    string ImageSource,
    IReadOnlyList<string> Mem0Networks,
    IReadOnlySet<string> Stopped,
    TimeSpan Timeout)
{
    /// <summary>How long a registry may take until the first sign of an image.</summary>
    public TimeSpan RegistryLimit { get; init; } = ImagePreparation.UsualRegistryLimit;

    /// <summary>Makes the way to the stack's own Alertmanager.</summary>
    public Func<HttpClient, Uri, IAlertRouter> AlertRouter { get; init; } = DeployLease.Alertmanager;
}

/// <summary>Compares a compose project with the engine. Changes nothing.</summary>
internal sealed class Planner(IContainerEngine engine, ComposeProject project, DeploymentOptions options)
{
    /// <summary>The engine starts a container that has died for the first time again within a tenth of a second, plus what the start takes.</summary>
    private static readonly TimeSpan s_restartLimit = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_restartInterval = TimeSpan.FromMilliseconds(100);

    public async Task<DeploymentPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var containersTask = ContainersAsync(cancellationToken);
        var networksTask = engine.ListNetworksAsync(null, cancellationToken);
        var volumesTask = engine.ListVolumesAsync(StackLabels.Of(project.Name), cancellationToken);
        var images = await ImagesAsync(cancellationToken);
        var containers = await containersTask;
        var networks = (await networksTask).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        var volumes = (await volumesTask).Select(v => v.Name).ToHashSet(StringComparer.Ordinal);

        var missingImages = project.Services.Values.DistinctBy(s => s.Image)
            .Select(s => ImagePlanner.Plan(s, images[s.Image], project.Directory)).OfType<ImagePlan>().ToList();
        var changedImages = missingImages.Select(i => i.Reference).ToHashSet(StringComparer.Ordinal);
        var services = project.Services.Values.Select(s => Plan(s, containers, images[s.Image], changedImages.Contains(s.Image))).ToList();
        var kept = services.Select(s => s.Existing?.Id).ToHashSet(StringComparer.Ordinal);
        return new(
            project,
            missingImages,
            [.. project.Networks.Values.Where(n => !n.External && !networks.Contains(n.Name))],
            [.. project.Volumes.Values.Where(v => !v.External && !volumes.Contains(v.Name))],
            services,
            [.. containers.Where(c => !kept.Contains(c.Id))],
            [.. Joins(services, networks)]);
    }

    /// <summary>One that the engine is starting again by itself is waited for: in a moment it is as it shall be.</summary>
    private async Task<IReadOnlyList<ContainerInfo>> ContainersAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var containers = await engine.ListContainersAsync(StackLabels.Of(project.Name), cancellationToken);
            if (watch.Elapsed > s_restartLimit || !containers.Any(c => c.State == "restarting")) return containers;
            await Task.Delay(s_restartInterval, cancellationToken);
        }
    }

    private async Task<Dictionary<string, ImageInfo?>> ImagesAsync(CancellationToken cancellationToken)
    {
        var references = project.Services.Values.Select(s => s.Image).Distinct(StringComparer.Ordinal).ToList();
        var found = await Task.WhenAll(references.Select(r => engine.FindImageAsync(r, cancellationToken)));
        return references.Zip(found).ToDictionary(p => p.First, p => p.Second);
    }

    private ServicePlan Plan(ServiceSpec service, IReadOnlyList<ContainerInfo> containers, ImageInfo? image, bool imageChanges)
    {
        var name = service.ContainerName ?? $"{project.Name}-{service.Name}-1";
        var hash = ConfigHash.Of(service, project.Directory, options.StateDirectory);
        // A run that was killed in mid-replacement may have left only the old container, under its parked name.
        var existing = containers.FirstOrDefault(c => c.Name == name)
            ?? containers.FirstOrDefault(c => c.Name == name + StackLabels.ReplacedSuffix);
        var stopped = options.Stopped.Contains(service.Name);
        if (existing is null) return new(service, name, hash, null, ServiceChange.Create, "missing");
        if (existing.Labels.GetValueOrDefault(StackLabels.ConfigHash) is not { } label) return Replace("not made by this module");
        if (label != hash) return Replace("its configuration or a mounted file changed");
        if (imageChanges || (image is not null && image.Id != existing.ImageId)) return Replace("its image changed");
        if (existing.Name != name) return Replace("an earlier replacement was interrupted");
        if (stopped) return new(service, name, hash, existing, existing.State == "running" ? ServiceChange.Stop : ServiceChange.Keep, "shall not run");
        if (existing.State == "running" && existing.Health != "unhealthy") return new(service, name, hash, existing, ServiceChange.Keep, "as in the file");
        if (existing.State == "exited" && OneShots.Has(project, service))
        {
            // Anew rather than again, so that its log is of one run.
            return existing.ExitCode == 0 ? new(service, name, hash, existing, ServiceChange.Keep, "has run") : Replace($"ended with code {existing.ExitCode}");
        }

        return existing.State is "created" or "exited"
            ? new(service, name, hash, existing, ServiceChange.Start, $"is {existing.State}")
            : Replace(existing.Health == "unhealthy" ? "is unhealthy" : $"is {existing.State}");

        ServicePlan Replace(string reason) => new(service, name, hash, existing, ServiceChange.Replace, reason);
    }

    private IEnumerable<JoinPlan> Joins(IEnumerable<ServicePlan> services, HashSet<string> networks) =>
        from service in services
        where service.Spec.Labels.ContainsKey(StackLabels.Join)
        from network in options.Mem0Networks
        where networks.Contains(network)
        where service.Change is ServiceChange.Create or ServiceChange.Replace || !service.Existing!.Networks.Contains(network)
        select new JoinPlan(service.Spec.Name, network);
}
