using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>A service of the matrix that counts, with its containers; more than one where two projects have it.</summary>
/// <param name="RunsElsewhere">Scraped now, from no container that this engine knows: on another host, or without a container.</param>
internal sealed record ScopedService(SignalService Signal, IReadOnlyList<ServiceStatus> Containers, bool RunsElsewhere = false)
{
    public string Name => Signal.Name;

    /// <summary>It was there within the last hour, and is not any more.</summary>
    public bool IsGone => Signal.Optional && Containers.Count == 0 && !RunsElsewhere;

    public bool IsUp => RunsElsewhere || Containers.Any(c => c.IsUp);
}
