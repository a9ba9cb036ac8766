using System.IO.Enumeration;

namespace Mem0Observability.Signals.History;

/// <summary>Which alerts to tell the history of; empty lists mean any. Names and services may hold <c>*</c> and <c>?</c>.</summary>
/// <param name="Since">Null: one day ago.</param>
internal sealed record HistoryFilter(IReadOnlyList<string> Names, IReadOnlyList<string> Services, DateTimeOffset? Since)
{
    /// <summary>The Watchdog is told twice a minute, for ever: only where it is asked for by its name.</summary>
    public bool Takes(InboxNotification notification) =>
        Any(Names, notification.Name) && Any(Services, notification.Service)
        && (notification.Name != "Watchdog" || Names.Contains("Watchdog", StringComparer.OrdinalIgnoreCase));

    private static bool Any(IReadOnlyList<string> patterns, string value) =>
        patterns.Count == 0 || patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, value, ignoreCase: true));
}
