using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Why a service did not come up, each with the last lines that it wrote.</summary>
internal static class ServiceFaults
{
    private const int LogLines = 15;

    public static async Task<StackException> ExitedAsync(IContainerEngine engine, ServiceSpec service, string id, ContainerState? state, CancellationToken cancellationToken)
    {
        var why = state is { OutOfMemory: true } ? $"was killed for lack of memory (limit {state.MemoryLimit / 1048576} MiB)" : $"exited with code {state?.ExitCode}";
        return new("ServiceExited", StackErrorCategory.InvalidResult, $"Service '{service.Name}' {why} while it was starting. {await LogAsync(engine, id, cancellationToken)}", service.Name);
    }

    public static async Task<StackException> NotReadyAsync(string errorId, IContainerEngine engine, ServiceSpec service, string id, TimeSpan waited, string seen, CancellationToken cancellationToken) =>
        new(errorId, StackErrorCategory.OperationTimeout,
            $"Service '{service.Name}' was not ready after {waited.TotalSeconds:0} s; its health test last gave: {seen}. {await LogAsync(engine, id, cancellationToken)}", service.Name);

    /// <summary>Of a service that runs once.</summary>
    public static async Task<StackException> NotEndedAsync(IContainerEngine engine, ServiceSpec service, string id, TimeSpan waited, CancellationToken cancellationToken) =>
        new("ServiceNotReady", StackErrorCategory.OperationTimeout,
            $"Service '{service.Name}', which runs once, had not ended after {waited.TotalSeconds:0} s. {await LogAsync(engine, id, cancellationToken)}", service.Name);

    private static async Task<string> LogAsync(IContainerEngine engine, string id, CancellationToken cancellationToken) =>
        $"Its last lines:\n{await engine.TailLogAsync(id, LogLines, cancellationToken)}";
}
