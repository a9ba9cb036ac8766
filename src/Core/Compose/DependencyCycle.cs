namespace Mem0Observability.Compose;

/// <summary>Refuses services that wait for each other. Iterative, because a chain can be as long as the file.</summary>
internal static class DependencyCycle
{
    private const int MaxShown = 10;

    public static void Refuse(IReadOnlyDictionary<string, ServiceSpec> services)
    {
        var waiting = services.ToDictionary(s => s.Key, s => s.Value.DependsOn.Keys.Count(services.ContainsKey), StringComparer.Ordinal);
        ILookup<string, string> dependents = services
            .SelectMany(s => s.Value.DependsOn.Keys.Select(d => (Dependency: d, Service: s.Key)))
            .ToLookup(p => p.Dependency, p => p.Service, StringComparer.Ordinal);
        var ready = new Queue<string>(waiting.Where(w => w.Value == 0).Select(w => w.Key));
        while (ready.TryDequeue(out string? done))
        {
            waiting.Remove(done);
            foreach (string dependent in dependents[done].Where(d => --waiting[d] == 0))
                ready.Enqueue(dependent);
        }

        if (waiting.Count > 0)
            throw Cycle(services, waiting.Keys.Order(StringComparer.Ordinal).First(), waiting);
    }

    // Every service that is left waits for another one that is left, so following them must come round.
    private static Model.StackException Cycle(IReadOnlyDictionary<string, ServiceSpec> services, string start, Dictionary<string, int> waiting)
    {
        var path = new List<string> { start };
        var seen = new HashSet<string>(StringComparer.Ordinal) { start };
        string next;
        while (seen.Add(next = services[path[^1]].DependsOn.Keys.First(waiting.ContainsKey)))
            path.Add(next);

        string[] round = [.. path.SkipWhile(s => s != next)];
        string cycle = string.Join(" → ", [.. round.Take(MaxShown), .. round.Length > MaxShown ? ["…"] : Array.Empty<string>(), next]);
        return ComposeFault.At("ComposeDependencyCycle", services[next].Position, $"services depend on each other: {cycle}. Remove one depends_on.");
    }
}
