using System.IO.Enumeration;

namespace Mem0Observability.Signals.Slo;

/// <summary>Which objectives to measure over which time; empty lists mean any. Services may hold <c>*</c> and <c>?</c>.</summary>
internal sealed record SloRequest(IReadOnlyList<string> Names, IReadOnlyList<string> Services, TimeSpan Window)
{
    public IEnumerable<SloObjective> Objectives =>
        SloObjective.All.Where(o => Names.Count == 0 || Names.Contains(o.Name, StringComparer.OrdinalIgnoreCase));

    public bool Takes(string service) =>
        Services.Count == 0 || Services.Any(s => FileSystemName.MatchesSimpleExpression(s, service, ignoreCase: true));

    /// <summary>Services that were asked for by name, and so must be answered for; one without a name stands for "any".</summary>
    public IEnumerable<string> Expected => Services.Count == 0 ? [""] : Services.Where(s => !s.AsSpan().ContainsAny('*', '?'));
}
