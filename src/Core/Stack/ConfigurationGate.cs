using System.Diagnostics;
using System.Threading.Channels;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>
/// Has the configuration of every service that is about to be made or replaced checked by the service's own tool, in a container of the same image,
/// mounts and user without a network, before anything that runs is touched.
/// </summary>
internal sealed class ConfigurationGate(IContainerEngine engine, DeploymentPlan plan, ChannelWriter<StackItem> items)
{
    private const int LogLines = 15;

    /// <summary>They take less than a second; on a machine under load some.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(30);

    /// <summary>The containers of the checks, being removed meanwhile.</summary>
    private readonly List<Task> _removals = [];

    /// <summary>One error for each refusal would hide the first behind the others: the first, by name, is thrown.</summary>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        var refusals = await Task.WhenAll(plan.Services.Where(IsChecked).OrderBy(s => s.Spec.Name, StringComparer.Ordinal).Select(s => CheckAsync(s, cancellationToken)));
        if (refusals.OfType<StackException>().FirstOrDefault() is not { } refusal) return;
        await RemovedAsync();
        throw refusal;
    }

    /// <summary>The engine takes a while to remove a container; nothing waits for it before this.</summary>
    public Task RemovedAsync() => Task.WhenAll(_removals);

    private static bool IsChecked(ServicePlan service) =>
        service.Change is ServiceChange.Create or ServiceChange.Replace && service.Spec.Labels.ContainsKey(StackLabels.Check);

    private async Task<StackException?> CheckAsync(ServicePlan service, CancellationToken cancellationToken)
    {
        var name = service.ContainerName + StackLabels.CheckSuffix;
        // One of a run that was killed.
        await engine.RemoveContainerAsync(name, cancellationToken);
        try
        {
            var id = await engine.CreateContainerAsync(Request(service, name), cancellationToken);
            await engine.StartContainerAsync(id, cancellationToken);
            return await JudgeAsync(service.Spec, id, cancellationToken);
        }
        finally
        {
            // Whatever happened to the caller's token: a call that was cut off may have made the container.
            lock (_removals) _removals.Add(RemoveAsync(name));
        }
    }

    private async Task RemoveAsync(string name)
    {
        try
        {
            await engine.RemoveContainerAsync(name, CancellationToken.None);
        }
        catch (StackException e)
        {
            items.TryWrite(new WarningItem($"The container {name} could not be removed: {e.Message} The next start or stop of the stack does it."));
        }
    }

    private async Task<StackException?> JudgeAsync(ServiceSpec service, string id, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < s_limit)
        {
            var state = await engine.InspectContainerAsync(id, cancellationToken);
            if (state is { State: "exited", ExitCode: 0 }) return null;
            if (state is null or { State: "exited" or "dead" }) return Refused(service, state, await engine.TailLogAsync(id, LogLines, cancellationToken));
            await Task.Delay(s_pause, cancellationToken);
        }

        items.TryWrite(new WarningItem($"The configuration of service '{service.Name}' could not be checked: '{service.Labels[StackLabels.Check]}' did not end within {s_limit.TotalSeconds:0} s. It is used as it is."));
        return null;
    }

    /// <summary>Volumes are left out, so that none is made and nothing that runs is read; ports and networks belong to the service itself.</summary>
    private ContainerRequest Request(ServicePlan service, string name)
    {
        var words = ShellWords.Split(service.Spec.Labels[StackLabels.Check], service.Spec.Position, StackLabels.Check);
        var spec = service.Spec with
        {
            Entrypoint = [words[0]],
            Command = [.. words.Skip(1)],
            Ports = [],
            Expose = [],
            Networks = new Dictionary<string, IReadOnlyList<string>>(),
            NetworkMode = "none",
            Mounts = [.. service.Spec.Mounts.Where(m => m.Kind != MountKind.Volume)],
            HealthCheck = new(["NONE"], null, null, null, null, null),
            Restart = "no",
        };
        var labels = new Dictionary<string, string>
        {
            // So that a next run, or a removal, finds what a killed one left.
            [StackLabels.Project] = plan.Project.Name,
            [StackLabels.Service] = service.Spec.Name,
            [StackLabels.OneOff] = "True",
        };
        return new(name, spec, labels, new Dictionary<string, string>(), null, []);
    }

    private static StackException Refused(ServiceSpec service, ContainerState? state, string log) => new(
        "ConfigurationInvalid",
        StackErrorCategory.InvalidData,
        $"The configuration of service '{service.Name}' is refused by '{service.Labels[StackLabels.Check]}' (exit code {state?.ExitCode}); nothing was changed. "
        + $"Its files: {string.Join(", ", service.Mounts.Where(m => m is { Kind: MountKind.Bind, Origin: not "secret" }).Select(m => m.Source))}. It says:{Environment.NewLine}{log}",
        service.Name);
}
