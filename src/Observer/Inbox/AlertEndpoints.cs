using Mem0Observability.Observer.Http;
using Mem0Observability.Observer.Inbox.Storage;

namespace Mem0Observability.Observer.Inbox;

/// <summary>The current state of every alert, last heard of first, and acknowledging one.</summary>
internal sealed class AlertEndpoints(AlertReader alerts, AcknowledgementStore acknowledgements)
{
    private const int MaxName = 100;
    private const int MaxComment = 1000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/alerts", ListAsync);
        routes.MapPost("/api/v1/alerts/{fingerprint}/acknowledge", AcknowledgeAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query, "state", "limit");
        var list = alerts.List(
            query.OneOf("state", NotifiedAlert.Firing, NotifiedAlert.Resolved, "acknowledged"),
            (int)(query.Number("limit", 1, 5000) ?? 1000));
        return context.WriteAsync(new AlertList(list), ApiJson.Default.AlertList);
    }

    private async Task AcknowledgeAsync(HttpContext context)
    {
        var fingerprint = (string)context.Request.RouteValues["fingerprint"]!;
        var request = await context.Request.ReadJsonAsync(ApiJson.Default.AcknowledgeRequest, RequestBody.DocumentLimit);
        var by = request.By?.Trim() ?? "";
        var comment = request.Comment?.Trim() ?? "";
        if (by.Length is 0 or > MaxName)
            throw new ProblemException(400, "invalid_acknowledgement", $"by must name who acknowledges, in at most {MaxName} characters.");
        if (comment.Length > MaxComment)
            throw new ProblemException(400, "invalid_acknowledgement", $"comment must have at most {MaxComment} characters.");

        if (!await acknowledgements.AddAsync(fingerprint, by, comment, context.RequestAborted) || alerts.Find(fingerprint) is not { } alert)
            throw new ProblemException(404, "alert_not_found", "No alert with this fingerprint is in the inbox.");
        await context.WriteAsync(alert, ApiJson.Default.AlertView);
    }
}
