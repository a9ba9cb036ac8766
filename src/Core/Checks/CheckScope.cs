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
        ScopedService?[] scoped = await Task.WhenAll(matrix.Services.Select(s => ScopeAsync(s, store, Containers(services, s.Container), cancellationToken)));
        return [.. scoped.OfType<ScopedService>()];
    }

    public static IReadOnlyList<ServiceStatus> Containers(IReadOnlyList<ServiceStatus> services, string container) =>
        [.. services.Where(s => s.Service == container && s.State != "missing")];

    /// <summary>Null where the service does not count.</summary>
    private static async Task<ScopedService?> ScopeAsync(
        SignalService service,
        IMetricStore store,
        IReadOnlyList<ServiceStatus> containers,
        CancellationToken cancellationToken)
    {
        if (!service.Optional || containers.Count > 0)
            return new ScopedService(service, containers);

        try
        {
            string up = $"up{{{PromQL.Matcher("job", service.Job)},{PromQL.Matcher("service", service.Name)}}} == 1";
            if (await AnyAsync(store, up, cancellationToken))
                return new ScopedService(service, containers, RunsElsewhere: true);

            return await AnyAsync(store, service.Seen, cancellationToken) ? new ScopedService(service, containers) : null;
        }
        // Then only the engine knows who is there; the checks themselves report the store.
        catch (StackException e) when (e.Category is StackErrorCategory.ResourceUnavailable or StackErrorCategory.OperationTimeout)
        {
            return null;
        }
    }

    private static async Task<bool> AnyAsync(IMetricStore store, string promQL, CancellationToken cancellationToken) =>
        (await store.QueryAsync(promQL, null, cancellationToken)).Samples.Count > 0;
}
