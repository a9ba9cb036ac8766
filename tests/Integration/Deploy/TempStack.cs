using Docker.DotNet;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Integration.Deploy;

/// <summary>A small stack of its own: a compose file in a temporary folder, a project name that nobody else has, the real engine.</summary>
internal sealed class TempStack : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-itest-");

    private TempStack(IContainerEngine engine, string compose)
    {
        Engine = engine;
        Project = "itest-" + Guid.NewGuid().ToString("N")[..10];
        Write("compose.yml", compose);
    }

    public string Project { get; }

    public IContainerEngine Engine { get; }

    public string Folder => _folder.FullName;

    public string State => Path.Combine(Folder, "state");

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <param name="compose">The file's text. Services that do nothing can use <see cref="Idle"/>.</param>
    public static async Task<TempStack> CreateAsync(string compose) => new(await EngineConnection.OpenAsync(CancellationToken.None), compose);

    /// <summary>A service that runs, does nothing and stops at once when told; <paramref name="more"/> are further lines, each indented by four.</summary>
    public static string Idle(string name, string more = "") => $"""
          {name}:
            image: debian:trixie-slim
            command: [sleep, "600"]
            init: true
            stop_grace_period: 2s
        {more}

        """;

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    public Task<List<StackItem>> StartAsync(CancellationToken cancellationToken = default) => StartAsync(Engine, _ => { }, cancellationToken);

    /// <summary>What Start-Mem0Monitoring does: read, take the lock, plan, apply.</summary>
    public async Task<List<StackItem>> StartAsync(IContainerEngine engine, Action<StackItem> seen, CancellationToken cancellationToken = default)
    {
        var project = ComposeReader.Read(new([Path.Combine(Folder, "compose.yml")], Project, [], [], new Dictionary<string, string>()));
        using var turn = ProjectLock.Take(State, Project);
        var options = new DeploymentOptions(State, ImageSources.Official, [], new HashSet<string>(), Timeout);
        var plan = await new Planner(engine, project, options).PlanAsync(cancellationToken);
        var items = new List<StackItem>();
        await foreach (var item in new Deployer(engine, options).ApplyAsync(plan, cancellationToken))
        {
            items.Add(item);
            seen(item);
        }

        return items;
    }

    public async Task<StackException> FailAsync() => (await this.Invoking(s => s.StartAsync()).Should().ThrowAsync<StackException>()).Which;

    public Task<IReadOnlyList<ContainerInfo>> ContainersAsync() => Engine.ListContainersAsync(StackLabels.Of(Project), CancellationToken.None);

    public async Task<ContainerInfo> ContainerAsync(string service) =>
        (await ContainersAsync()).Single(c => c.Labels[StackLabels.Service] == service);

    /// <summary>As the kernel's out-of-memory killer would: nothing of the container's own runs.</summary>
    public static async Task KillAsync(string containerId)
    {
        using var client = new DockerClientBuilder().Build();
        await client.Containers.KillContainerAsync(containerId, new() { Signal = "KILL" });
    }

    public async Task NothingIsLeftAsync()
    {
        (await new StackRemoval(Engine, Project).PlanAsync(removeData: true, CancellationToken.None))
            .Select(a => $"{a.Kind} {a.Name}").Should().BeEmpty("a run that failed leaves nothing behind");
    }

    public async Task RemoveAsync()
    {
        await foreach (var _ in new StackRemoval(Engine, Project).RemoveAsync(removeData: true, CancellationToken.None))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RemoveAsync();
        Engine.Dispose();
        _folder.Delete(recursive: true);
    }
}
