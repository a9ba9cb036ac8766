namespace Mem0Observability.Signals.Silences;

/// <summary>Which silences to list; empty lists mean any.</summary>
/// <param name="Ids">With ids, also those that have expired.</param>
/// <param name="States">Of <c>active</c>, <c>pending</c>, <c>expired</c>; empty means those that are not over.</param>
/// <param name="AlertNames">Those that may mute an alert of one of these names.</param>
internal sealed record SilenceFilter(IReadOnlyList<string> Ids, IReadOnlyList<string> States, IReadOnlyList<string> AlertNames)
{
    public bool Matches(RoutedSilence silence)
    {
        bool id = Ids.Count == 0 || Ids.Contains(silence.Id, StringComparer.OrdinalIgnoreCase);
        bool state = States.Count > 0 ? States.Contains(silence.State, StringComparer.OrdinalIgnoreCase) : Ids.Count > 0 || silence.State != "expired";
        return id && state && (AlertNames.Count == 0 || AlertNames.Any(silence.Takes));
    }
}
