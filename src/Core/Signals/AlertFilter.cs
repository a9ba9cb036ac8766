using System.IO.Enumeration;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Which alerts to list; empty lists mean any. Names and services may hold <c>*</c> and <c>?</c>.</summary>
/// <param name="States">Of <c>pending</c>, <c>firing</c>, <c>resolved</c>; empty means those that last.</param>
internal sealed record AlertFilter(IReadOnlyList<string> Names, IReadOnlyList<string> Services, IReadOnlyList<string> States)
{
    public static AlertFilter Active { get; } = new([], [], []);

    public bool Matches(AlertStatus alert)
    {
        bool state = States.Count == 0 ? alert.State != "resolved" : States.Contains(alert.State, StringComparer.OrdinalIgnoreCase);
        return state && Any(Names, alert.Name) && Any(Services, alert.Service);
    }

    private static bool Any(IReadOnlyList<string> patterns, string value) =>
        patterns.Count == 0 || patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, value, ignoreCase: true));
}
