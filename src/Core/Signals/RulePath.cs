namespace Mem0Observability.Signals;

/// <summary>The real way: the observer exposes a gauge, Prometheus scrapes it, and a rule fires on it.</summary>
internal sealed class RulePath(IAlertInbox inbox, DrillRequest request) : IDrillPath
{
    public string Name => "rule";

    public IReadOnlyList<DrillHop> Way { get; } =
        [DrillHop.Sent, DrillHop.Scraped, DrillHop.Pending, DrillHop.Firing, DrillHop.Routed, DrillHop.Received];

    public Task StartAsync(CancellationToken cancellationToken) =>
        inbox.SetTestAlertAsync(request.Id, request.Severity, request.TimeToLive, cancellationToken);

    public Task EndAsync(CancellationToken cancellationToken) => inbox.ClearTestAlertAsync(request.Id, cancellationToken);
}
