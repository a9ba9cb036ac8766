namespace Mem0Observability.Signals;

/// <summary>Past the metric store: the alert is posted to the router with the labels that the rule would give it.</summary>
internal sealed class DirectPath(IAlertRouter router, DrillRequest request, TimeProvider time) : IDrillPath
{
    private DateTimeOffset _startsAt;

    public string Name => "direct";

    public IReadOnlyList<DrillHop> Way { get; } = [DrillHop.Sent, DrillHop.Routed, DrillHop.Received];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _startsAt = time.GetUtcNow();
        return PostAsync(_startsAt + request.TimeToLive, cancellationToken);
    }

    public Task EndAsync(CancellationToken cancellationToken) => PostAsync(time.GetUtcNow(), cancellationToken);

    private Task PostAsync(DateTimeOffset endsAt, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string>
        {
            ["alertname"] = DrillWatcher.AlertName,
            ["severity"] = request.Severity,
            ["service"] = "observer",
            ["drill"] = "true",
            [DrillWatcher.IdLabel] = request.Id,
        };
        var annotations = new Dictionary<string, string> { ["summary"] = $"Test alert {request.Id}, posted directly" };
        return router.PostAlertsAsync([new PostedAlert(labels, annotations, _startsAt, endsAt)], cancellationToken);
    }
}
