using System.Text.Json;

namespace Mem0Observability.Tests.Unit.Observer;

/// <summary>Bodies as Alertmanager posts them.</summary>
internal static class Webhook
{
    public static string Body(params Alert[] alerts) => Body("inbox", alerts);

    public static string Body(string receiver, params Alert[] alerts) => JsonSerializer.Serialize(new
    {
        version = "4",
        groupKey = "{}/{drill=\"true\"}:{alertname=\"" + alerts[0].Name + "\"}",
        truncatedAlerts = 0,
        status = alerts[0].Status,
        receiver,
        groupLabels = new { alertname = alerts[0].Name },
        commonLabels = new { severity = "page" },
        commonAnnotations = new { },
        externalURL = "http://alertmanager:9093",
        alerts = alerts.Select(a => new
        {
            status = a.Status,
            labels = new { alertname = a.Name, severity = "page", service = "mem0" },
            annotations = new { summary = a.Summary },
            startsAt = a.StartsAt,
            endsAt = a.EndsAt,
            generatorURL = "http://prometheus:9090/graph?g0.expr=up",
            fingerprint = a.Fingerprint,
        }),
    });

    /// <summary>One alert of a body; by default it began 12 s before <see cref="ManualTime"/> starts.</summary>
    internal sealed record Alert(
        string Name = "Mem0ServiceDown",
        string Status = "firing",
        string Fingerprint = "d90a4b3f1c2e5a67",
        string StartsAt = "2026-01-02T03:03:53.678123456Z",
        string EndsAt = "0001-01-01T00:00:00Z",
        string Summary = "mem0 is down")
    {
        public Alert Resolve() => this with { Status = "resolved", EndsAt = "2026-01-02T03:10:00.5Z" };
    }
}
