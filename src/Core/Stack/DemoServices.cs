using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Signals.Drills;

namespace Mem0Observability.Stack;

/// <summary>The demo's containers, each time over a connection of its own: minutes lie between stopping and starting one.</summary>
internal sealed class DemoServices(Func<CancellationToken, Task<IContainerEngine>> open, string project) : IDemoServices
{
    public async Task<bool> RunsAsync(string service, CancellationToken cancellationToken)
    {
        using IContainerEngine engine = await open(cancellationToken);
        return await FindAsync(engine, service, cancellationToken) is { State: "running" };
    }

    public async Task StopAsync(string service, CancellationToken cancellationToken)
    {
        using IContainerEngine engine = await open(cancellationToken);
        await engine.StopContainerAsync((await RequireAsync(engine, service, cancellationToken)).ContainerId, null, cancellationToken);
    }

    public async Task StartAsync(string service, CancellationToken cancellationToken)
    {
        using IContainerEngine engine = await open(cancellationToken);
        ServiceStatus found = await RequireAsync(engine, service, cancellationToken);
        if (found.State != "running")
            await engine.StartContainerAsync(found.ContainerId, cancellationToken);
    }

    private async Task<ServiceStatus> RequireAsync(IContainerEngine engine, string service, CancellationToken cancellationToken) =>
        await FindAsync(engine, service, cancellationToken)
        ?? throw new StackException("DemoServiceGone", StackErrorCategory.ObjectNotFound, $"The demo '{project}' has no container of '{service}' any more. See: Start-Mem0Demo", service);

    private async Task<ServiceStatus?> FindAsync(IContainerEngine engine, string service, CancellationToken cancellationToken) =>
        (await StackView.ListAsync(engine, project, cancellationToken)).FirstOrDefault(s => s.Service == service);
}
