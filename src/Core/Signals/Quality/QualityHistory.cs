using Mem0Observability.Model;
using Mem0Observability.Signals.Drills;
using Mem0Observability.Signals.History;

namespace Mem0Observability.Signals.Quality;

/// <summary>Reads the episodes of a window, and who acknowledged each: the inbox's list of alerts knows that of the last one only.</summary>
internal sealed class QualityHistory(IAlertInbox inbox, TimeProvider time)
{
    private const int PageSize = 1000;

    public async Task<IReadOnlyList<QualityEpisode>> ReadAsync(IEnumerable<string> names, DateTimeOffset since, CancellationToken cancellationToken)
    {
        IReadOnlyList<AlertHistory> episodes = await new HistoryQuery(inbox, time).OfAsync(names, since, cancellationToken);
        // One that began earlier was not notified in the window; it belongs to the one before.
        IEnumerable<AlertHistory> begun = episodes.Where(e => e.StartedAt >= since);
        ILookup<string, PastAcknowledgement> acknowledged = (await AcknowledgementsAsync(since, cancellationToken)).ToLookup(a => a.Fingerprint);
        return [.. begun.Select(e => Episode(e, acknowledged[e.Fingerprint]))];
    }

    private static QualityEpisode Episode(AlertHistory history, IEnumerable<PastAcknowledgement> ofAlert)
    {
        PastAcknowledgement? first = ofAlert.Where(a => a.At >= history.StartedAt && !(a.At > history.ResolvedAt)).MinBy(a => a.Id);
        string comment = first?.Comment ?? "";
        return new(history, first?.At, comment, DrillMark.Is(history.Labels, comment));
    }

    private async Task<List<PastAcknowledgement>> AcknowledgementsAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var all = new List<PastAcknowledgement>();
        IReadOnlyList<PastAcknowledgement> page;
        do
        {
            page = await inbox.AcknowledgementsAsync(all.Count == 0 ? null : all[^1].Id, PageSize, cancellationToken);
            all.AddRange(page.TakeWhile(a => a.At >= since));
        }
        while (page.Count == PageSize && page[^1].At >= since);

        return all;
    }
}
