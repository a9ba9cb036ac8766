using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Answers <c>Get-Mem0Target</c>: the scrape targets whose job or service matches, in a stable order.</summary>
internal sealed class TargetQuery(IMetricStore store)
{
    /// <param name="names">Jobs or services, with <c>*</c> and <c>?</c>; empty means all.</param>
    /// <param name="health"><c>up</c>, <c>down</c>, <c>unknown</c>, or null for any.</param>
    public async IAsyncEnumerable<StackItem> RunAsync(
        IReadOnlyList<string> names,
        string? health,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<ScrapeTarget> targets = await store.TargetsAsync(cancellationToken);
        IEnumerable<ScrapeTarget> chosen = targets
            .Where(t => names.Count == 0 || names.Any(n => Matches(n, t.Job) || Matches(n, t.Service)))
            .Where(t => health is null || t.Health.Equals(health, StringComparison.OrdinalIgnoreCase))
            .OrderBy(t => t.Job, StringComparer.Ordinal)
            .ThenBy(t => t.Instance, StringComparer.Ordinal);
        foreach (ScrapeTarget target in chosen)
            yield return new OutputItem(target);
    }

    private static bool Matches(string pattern, string value) => FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: true);
}
