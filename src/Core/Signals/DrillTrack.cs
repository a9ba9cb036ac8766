using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>What is known about one test alert's way so far.</summary>
internal sealed class DrillTrack(string id, IReadOnlyList<DrillHop> way, DateTimeOffset started)
{
    private readonly Dictionary<DrillHop, (DateTimeOffset At, string Detail)> _seen = [];

    public string Id => id;

    public IReadOnlyList<DrillHop> Way => way;

    public DateTimeOffset Started => started;

    /// <summary>Which places could not be asked when last tried, and why.</summary>
    public Dictionary<string, string> Faults { get; } = [];

    /// <param name="now">The latest that it can have been; a place whose clock differs must not move the hop elsewhere.</param>
    public void Add(DrillSighting sighting, DateTimeOffset now)
    {
        if (!way.Contains(sighting.Hop) || (_seen.ContainsKey(sighting.Hop) && !sighting.Replaces))
            return;

        bool plausible = sighting.At >= started && sighting.At <= now;
        if (sighting.Replaces && !plausible)
            return;

        _seen[sighting.Hop] = (plausible ? sighting.At!.Value : now, sighting.Detail);
    }

    /// <summary>Seen there, or further on.</summary>
    public bool Reached(DrillHop hop) => _seen.Keys.Any(seen => seen >= hop);

    public TimeSpan? Elapsed(DrillHop hop) => _seen.TryGetValue(hop, out var sight) ? sight.At - started : null;

    /// <summary>The first hop that was not reached; null at the end of the way.</summary>
    public DrillHop? Next => way.Where(h => !Reached(h)).Cast<DrillHop?>().FirstOrDefault();

    /// <summary>The last hop that was reached; null where nothing was.</summary>
    public SignalHop? Last => Hops.LastOrDefault(h => h.Reached);

    public IReadOnlyList<SignalHop> Hops => [.. way.Select(h => new SignalHop(Name(h), Reached(h), Elapsed(h), Detail(h)))];

    public static string Name(DrillHop hop) => hop.ToString().ToLowerInvariant();

    private string Detail(DrillHop hop)
    {
        if (_seen.TryGetValue(hop, out var sight))
            return sight.Detail;

        return Reached(hop) ? "passed between two looks" : "not seen";
    }
}
