using Mem0Observability.Model;

namespace Mem0Observability.Web.Map;

/// <summary>Puts services into columns: who calls stands left of who is called, and calls that go round in a circle run back.</summary>
internal static class MapLayers
{
    private const int Sweeps = 6;

    /// <summary>Columns from left to right, each from top to bottom, with few crossings of lines.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<ServiceEdge> edges)
    {
        string[] names = [.. edges.SelectMany(e => new[] { e.Client, e.Server }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        (string From, string To)[] calls = [.. edges.Where(e => e.Client != e.Server).Select(e => (e.Client, e.Server)).Distinct()];
        IReadOnlyList<(string From, string To)> forward = WithoutCircles(names, calls);
        Dictionary<string, int> column = Columns(names, forward);
        List<List<string>> layers = [.. names.GroupBy(n => column[n]).OrderBy(g => g.Key).Select(g => g.ToList())];
        Sort(layers, calls);
        return layers;
    }

    /// <summary>Leaves out each call that leads back to a service which is still on the way to it.</summary>
    private static List<(string From, string To)> WithoutCircles(string[] names, (string From, string To)[] calls)
    {
        ILookup<string, string> next = calls.ToLookup(c => c.From, c => c.To, StringComparer.Ordinal);
        HashSet<string> called = [.. calls.Select(c => c.To)];
        HashSet<string> done = [];
        HashSet<string> onTheWay = [];
        List<(string, string)> forward = [];
        // Those whom nobody calls first: a circle is then cut where it leads back, not where a name happens to be first.
        foreach (string name in names.OrderBy(called.Contains))
            Visit(name);
        return forward;

        void Visit(string from)
        {
            if (!done.Add(from))
                return;
            onTheWay.Add(from);
            foreach (string to in next[from].Where(to => !onTheWay.Contains(to)))
            {
                forward.Add((from, to));
                Visit(to);
            }

            onTheWay.Remove(from);
        }
    }

    /// <summary>One more than the furthest of those who call it.</summary>
    private static Dictionary<string, int> Columns(string[] names, IReadOnlyList<(string From, string To)> forward)
    {
        Dictionary<string, int> column = names.ToDictionary(n => n, _ => 0, StringComparer.Ordinal);
        for (bool moved = true; moved;)
        {
            moved = false;
            foreach ((string from, string to) in forward.Where(c => column[c.To] <= column[c.From]))
            {
                column[to] = column[from] + 1;
                moved = true;
            }
        }

        return column;
    }

    /// <summary>Each service to the middle of those it is joined with, from left to right and back.</summary>
    private static void Sort(List<List<string>> layers, (string From, string To)[] calls)
    {
        ILookup<string, string> joined = calls.Concat(calls.Select(c => (From: c.To, To: c.From))).ToLookup(c => c.From, c => c.To, StringComparer.Ordinal);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int i = 1; i < layers.Count; i++)
            {
                int at = sweep % 2 == 0 ? i : layers.Count - 1 - i;
                Dictionary<string, double> beside = layers[sweep % 2 == 0 ? at - 1 : at + 1].Select((name, place) => (name, place)).ToDictionary(p => p.name, p => (double)p.place, StringComparer.Ordinal);
                Dictionary<string, double> middle = layers[at].Select((name, place) => (name, place: (double)place))
                    .ToDictionary(p => p.name, p => joined[p.name].Where(beside.ContainsKey).Select(n => beside[n]).DefaultIfEmpty(p.place).Average(), StringComparer.Ordinal);
                layers[at] = [.. layers[at].OrderBy(n => middle[n])];
            }
        }
    }
}
