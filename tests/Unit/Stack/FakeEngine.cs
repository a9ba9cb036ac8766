using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Tests.Unit.Stack;

/// <summary>An engine in memory. Each call can be made to fail, and is written down.</summary>
internal sealed class FakeEngine : IContainerEngine
{
    private int _next;

    public ConcurrentDictionary<string, FakeContainer> Containers { get; } = new();

    public ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> Networks { get; } = new();

    public ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> Volumes { get; } = new();

    public ConcurrentDictionary<string, ImageInfo> Images { get; } = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Called with "operation name"; throws to make that call fail.</summary>
    public Action<string> Before { get; set; } = _ => { };

    /// <summary>State of a container right after its start.</summary>
    public Func<FakeContainer, ContainerState> StateAfterStart { get; set; } = _ => Running("healthy");

    /// <summary>What happens before an image is there.</summary>
    public Func<string, IProgress<string>, CancellationToken, Task> Pull { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Null: the registry answers.</summary>
    public string? RegistryFault { get; set; }

    public EngineInfo Info { get; init; } = new("unix:///fake", "20.10", new(1, 41), IsLocal: false);

    public static ContainerState Running(string health, long restarts = 0) => new("running", health, 0, false, restarts, DateTimeOffset.UtcNow, 0, null);

    public static ContainerState Exited(long code) => new("exited", "none", code, false, 0, DateTimeOffset.UtcNow, 0, null);

    public Task<MachineInfo> DescribeMachineAsync(CancellationToken cancellationToken) => Task.FromResult(new MachineInfo(8L << 30, "/", DateTimeOffset.UtcNow));

    public void Dispose()
    {
    }

    public Task<IReadOnlyList<ContainerInfo>> ListContainersAsync(string? label, CancellationToken cancellationToken)
    {
        Call("list containers", cancellationToken);
        var rows = Containers.Values.Where(c => label is null || Matches(c.Request.Labels, label)).Select(c => new ContainerInfo(
            c.Id, c.Name, c.Request.Service.Image, c.ImageId, c.State.State, c.State.Health, c.Request.Labels,
            [.. c.Request.Service.Ports.Select(p => new PublishedPort(p.HostIp, p.Published, p.Target, p.Protocol))], [.. c.Networks])
        {
            ExitCode = c.State.State == "exited" ? (int)c.State.ExitCode : null,
            Secrets = c.Request.Service.Mounts.Where(m => m.Origin == "secret").ToDictionary(m => Path.GetFileName(m.Target), m => m.Source!),
        });
        return Task.FromResult<IReadOnlyList<ContainerInfo>>([.. rows]);
    }

    public Task<ContainerState?> InspectContainerAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Find(id)?.State);
    }

    public Task<string> CreateContainerAsync(ContainerRequest request, CancellationToken cancellationToken)
    {
        Call($"create {request.Name}", cancellationToken);
        if (Containers.Values.Any(c => c.Name == request.Name)) throw new StackException("EngineRefused", StackErrorCategory.InvalidResult, $"name {request.Name} in use");
        var id = $"id{Interlocked.Increment(ref _next)}";
        var container = new FakeContainer(id, request) { Name = request.Name, ImageId = Images.TryGetValue(request.Service.Image, out var image) ? image.Id : "" };
        if (request.Network is not null) container.Networks.Add(request.Network);
        Containers[id] = container;
        return Task.FromResult(id);
    }

    public Task StartContainerAsync(string id, CancellationToken cancellationToken)
    {
        var container = Find(id)!;
        Call($"start {container.Name}", cancellationToken);
        foreach (var port in container.Request.Service.Ports.Where(p => p.Published != 0))
        {
            if (Containers.Values.Any(c => c != container && c.State.State == "running" && c.Request.Service.Ports.Any(p => p.Published == port.Published)))
                throw new StackException("PortInUse", StackErrorCategory.ResourceBusy, $"port {port.Published} is already allocated");
        }

        container.State = StateAfterStart(container);
        return Task.CompletedTask;
    }

    public Task StopContainerAsync(string id, TimeSpan? grace, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } container) return Task.CompletedTask;
        Call($"stop {container.Name}", cancellationToken);
        container.State = Exited(0);
        return Task.CompletedTask;
    }

    public Task RemoveContainerAsync(string id, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } container) return Task.CompletedTask;
        Call($"remove {container.Name}", cancellationToken);
        Containers.TryRemove(container.Id, out _);
        return Task.CompletedTask;
    }

    public Task RenameContainerAsync(string id, string name, CancellationToken cancellationToken)
    {
        Call($"rename {Find(id)!.Name} {name}", cancellationToken);
        Find(id)!.Name = name;
        return Task.CompletedTask;
    }

    public Task<ExecResult?> ExecAsync(string id, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<ExecResult?>(new(1, "not yet"));
    }

    public Task<string> TailLogAsync(string id, int lines, CancellationToken cancellationToken) => Task.FromResult("last words");

    public async IAsyncEnumerable<string> FollowLogAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield return $"{Find(id)!.Name} says";
    }

    public Task<WrittenLine?> NewestLineAsync(string id, CancellationToken cancellationToken) => Task.FromResult<WrittenLine?>(null);

    public Task<ImageInfo?> FindImageAsync(string reference, CancellationToken cancellationToken) => Task.FromResult(Images.GetValueOrDefault(reference));

    public Task<string?> ProbeRegistryAsync(string reference, TimeSpan limit, CancellationToken cancellationToken)
    {
        Call($"probe {reference}", cancellationToken);
        return Task.FromResult(RegistryFault);
    }

    public async Task PullImageAsync(string reference, IProgress<string> progress, CancellationToken cancellationToken)
    {
        Call($"pull {reference}", cancellationToken);
        await Pull(reference, progress, cancellationToken);
        Images[reference] = new($"sha256:{reference}", new Dictionary<string, string>());
    }

    public Task BuildImageAsync(ImageBuild build, IProgress<string> progress, CancellationToken cancellationToken)
    {
        Call($"build {build.Reference}", cancellationToken);
        Images[build.Reference] = new($"sha256:{build.Reference}{Interlocked.Increment(ref _next)}", build.Labels);
        return Task.CompletedTask;
    }

    public Task ImportImageAsync(string reference, Stream rootfs, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<NetworkInfo>> ListNetworksAsync(string? label, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<NetworkInfo>>([.. Networks.Where(n => label is null || Matches(n.Value, label)).Select(n => new NetworkInfo(n.Key, n.Key, n.Value))]);

    public Task<string> CreateNetworkAsync(string name, string? driver, bool isInternal, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        Call($"network {name}", cancellationToken);
        Networks[name] = labels;
        return Task.FromResult(name);
    }

    public Task ConnectNetworkAsync(string network, string containerId, IReadOnlyList<string> aliases, CancellationToken cancellationToken)
    {
        Call($"connect {Find(containerId)!.Name} {network}", cancellationToken);
        Find(containerId)!.Networks.Add(network);
        return Task.CompletedTask;
    }

    public Task DisconnectNetworkAsync(string network, string containerId, CancellationToken cancellationToken)
    {
        Call($"disconnect {Find(containerId)!.Name} {network}", cancellationToken);
        Find(containerId)!.Networks.Remove(network);
        return Task.CompletedTask;
    }

    public Task RemoveNetworkAsync(string id, CancellationToken cancellationToken)
    {
        if (Containers.Values.Any(c => c.Networks.Contains(id))) throw new StackException("EngineRefused", StackErrorCategory.InvalidResult, $"network {id} has active endpoints");
        Networks.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<VolumeInfo>> ListVolumesAsync(string? label, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VolumeInfo>>([.. Volumes.Where(v => label is null || Matches(v.Value, label)).Select(v => new VolumeInfo(v.Key, v.Value))]);

    public Task CreateVolumeAsync(string name, string? driver, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        Call($"volume {name}", cancellationToken);
        Volumes[name] = labels;
        return Task.CompletedTask;
    }

    public Task RemoveVolumeAsync(string name, CancellationToken cancellationToken)
    {
        Volumes.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    private static bool Matches(IReadOnlyDictionary<string, string> labels, string filter) =>
        filter.Split('=', 2) is [var key, var value] ? labels.GetValueOrDefault(key) == value : labels.ContainsKey(filter);

    private FakeContainer? Find(string idOrName) => Containers.GetValueOrDefault(idOrName) ?? Containers.Values.FirstOrDefault(c => c.Name == idOrName);

    private void Call(string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Enqueue(what);
        Before(what);
    }
}

internal sealed class FakeContainer(string id, ContainerRequest request)
{
    public string Id { get; } = id;

    public ContainerRequest Request { get; } = request;

    public required string Name { get; set; }

    public string ImageId { get; set; } = "";

    public ContainerState State { get; set; } = new("created", "none", 0, false, 0, null, 0, null);

    public HashSet<string> Networks { get; } = [];
}
