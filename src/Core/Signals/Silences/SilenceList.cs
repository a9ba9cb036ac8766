using Mem0Observability.Model;

namespace Mem0Observability.Signals.Silences;

/// <summary>All silences at one moment, with the alerts that they mute.</summary>
internal sealed class SilenceList(IReadOnlyList<RoutedSilence> silences, IReadOnlyList<RoutedAlert> alerts)
{
    public RoutedSilence? Find(string id) => silences.FirstOrDefault(s => s.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    public AlertSilence Single(string id) => Show(Find(id) ?? throw NotFound(id));

    /// <summary>Those in force first, then those to come; the ones that end soonest on top.</summary>
    public IEnumerable<AlertSilence> Where(SilenceFilter filter) =>
        silences.Where(filter.Matches).OrderBy(Rank).ThenBy(s => s.EndsAt).ThenBy(s => s.Id, StringComparer.Ordinal).Select(Show);

    public static StackException NotFound(string id) => new(
        "SilenceNotFound",
        StackErrorCategory.ObjectNotFound,
        $"Alertmanager has no silence {id}. It forgets a silence five days after its end. See: Get-Mem0Silence -State active, pending, expired",
        id);

    private AlertSilence Show(RoutedSilence silence) => new(
        silence.Id,
        silence.State,
        [.. silence.Matchers.Select(m => m.ToString())],
        silence.StartsAt,
        silence.EndsAt,
        silence.CreatedBy,
        silence.Comment,
        alerts.Count(a => a.MutedBy.Contains(silence.Id)));

    private static int Rank(RoutedSilence silence) => silence.State switch
    {
        "active" => 0,
        "pending" => 1,
        _ => 2,
    };
}
