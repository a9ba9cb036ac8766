using Mem0Observability.Signals.Silences;

namespace Mem0Observability.Signals;

/// <summary>The router of alerts to receivers: Alertmanager's API v2.</summary>
/// <remarks>Fails with <c>AlertRouterUnreachable</c> or <c>AlertRouterRejected</c>; an empty list means that there is nothing.</remarks>
internal interface IAlertRouter
{
    Uri Address { get; }

    /// <summary>Alerts that have not ended; each matcher as in <c>alertname="Watchdog"</c>.</summary>
    Task<IReadOnlyList<RoutedAlert>> AlertsAsync(IReadOnlyList<string> matchers, CancellationToken cancellationToken);

    Task PostAlertsAsync(IReadOnlyList<PostedAlert> alerts, CancellationToken cancellationToken);

    Task<RouterStatus> StatusAsync(CancellationToken cancellationToken);

    /// <summary>The names of the configured receivers.</summary>
    Task<IReadOnlyList<string>> ReceiversAsync(CancellationToken cancellationToken);

    /// <summary>What became of the notifications of each receiver, by the router's own metrics.</summary>
    Task<IReadOnlyList<NotificationCount>> NotificationsAsync(CancellationToken cancellationToken);

    /// <summary>All silences, those included that have expired lately.</summary>
    Task<IReadOnlyList<RoutedSilence>> SilencesAsync(CancellationToken cancellationToken);

    /// <returns>The new silence's id.</returns>
    Task<string> CreateSilenceAsync(PostedSilence silence, CancellationToken cancellationToken);

    /// <summary>Ends a silence; one that is over already must not be given.</summary>
    Task ExpireSilenceAsync(string id, CancellationToken cancellationToken);
}
