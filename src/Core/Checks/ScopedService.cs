using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>A service of the matrix that counts, with its containers; more than one where two projects have it.</summary>
internal sealed record ScopedService(SignalService Signal, IReadOnlyList<ServiceStatus> Containers)
{
    public string Name => Signal.Name;

    /// <summary>It was there within the last hour, and is not any more.</summary>
    public bool IsGone => Signal.Optional && Containers.Count == 0;

    public bool IsUp => Containers.Any(c => c.IsUp);
}
