using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>Which services of the matrix count here: the required ones, and the optional ones that are or were just there.</summary>
internal static class CheckScope
{
    public static async Task<IReadOnlyList<ScopedService>> ResolveAsync(
        SignalMatrix matrix,
        IMetricStore store,
        IReadOnlyList<ServiceStatus> services,
        CancellationToken cancellationToken)
    {
        ScopedService[] all = [.. matrix.Services.Select(s => new ScopedService(s, Containers(services, s.Container)))];
        bool[] counts = await Task.WhenAll(all.Select(s => CountsAsync(s, store, cancellationToken)));
        return [.. all.Where((_, i) => counts[i])];
    }

    public static IReadOnlyList<ServiceStatus> Containers(IReadOnlyList<ServiceStatus> services, string container) =>
        [.. services.Where(s => s.Service == container && s.State != "missing")];

    private static async Task<bool> CountsAsync(ScopedService service, IMetricStore store, CancellationToken cancellationToken)
    {
        if (!service.Signal.Optional || service.Containers.Count > 0)
            return true;

        try
        {
            return (await store.QueryAsync(service.Signal.Seen, null, cancellationToken)).Samples.Count > 0;
        }
        // Then only the engine knows who is there; the checks themselves report the store.
        catch (StackException e) when (e.Category is StackErrorCategory.ResourceUnavailable or StackErrorCategory.OperationTimeout)
        {
            return false;
        }
    }
}
