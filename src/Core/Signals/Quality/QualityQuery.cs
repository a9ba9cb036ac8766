using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Quality;

/// <summary>Answers <c>Measure-Mem0AlertQuality</c> from the rules in Prometheus and the history of the inbox.</summary>
internal sealed class QualityQuery(SignalSources sources, TimeProvider time)
{
    private const string Watchdog = "Watchdog";

    /// <summary>A row for each alert; with a matrix, the objectives instead.</summary>
    public async IAsyncEnumerable<StackItem> RunAsync(QualityRequest request, SignalMatrix? matrix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Window < QualityRequest.Least)
            throw new StackException("AlertWindowInvalid", StackErrorCategory.InvalidArgument, "-Window must be at least 5 minutes.", "Window");

        HashSet<string> loaded = await LoadedAsync(cancellationToken);
        // Also what was received by rules that are gone since. The Watchdog fires for ever, and says nothing about quality.
        IEnumerable<string> received = (await sources.Inbox.AlertsAsync(null, cancellationToken)).Select(a => a.Name);
        List<string> names = [.. loaded.Union(received).Where(n => n.Length > 0 && n != Watchdog).Order(StringComparer.Ordinal)];
        DateTimeOffset since = time.GetUtcNow() - request.Window;
        ILookup<string, QualityEpisode> episodes = (await new QualityHistory(sources.Inbox, time).ReadAsync(names, since, cancellationToken)).ToLookup(e => e.History.Name);
        names.RemoveAll(n => !Asked(n, request.Names));

        if (matrix is not null)
        {
            List<QualityEpisode> real = [.. names.SelectMany(n => episodes[n]).Where(e => !e.IsDrill)];
            yield return new OutputItem(AlertObjectives.PagesInTime(real));
            yield return new OutputItem(AlertObjectives.FalsePositives(real, request.SelfResolved));
            yield return new OutputItem(AlertObjectives.Coverage(matrix, loaded));
            yield break;
        }

        int all = episodes.Sum(a => QualityMeasurement.Notifications(a.Key, a.Where(e => !e.IsDrill)));
        foreach (AlertQuality quality in names.Select(n => QualityMeasurement.Of(n, loaded.Contains(n), [.. episodes[n]], all, request)).OrderByDescending(q => q.Notifications))
            yield return new OutputItem(quality);
    }

    private async Task<HashSet<string>> LoadedAsync(CancellationToken cancellationToken) =>
        [.. (await sources.Metrics.RulesAsync(cancellationToken)).SelectMany(g => g.Rules).Where(r => r is { Kind: "alerting", Health: not "err" }).Select(r => r.Name)];

    private static bool Asked(string name, IReadOnlyList<string> patterns) =>
        patterns.Count == 0 || patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, name, ignoreCase: true));
}
