using Mem0Observability.Observer.Http;
using Mem0Observability.Observer.Inbox.Storage;

namespace Mem0Observability.Observer.Inbox;

/// <summary>Every acknowledgement, the newest first, also of times of firing that are over; page backwards with <c>before</c>.</summary>
internal sealed class AcknowledgementEndpoints(AcknowledgementReader acknowledgements)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/acknowledgements", ListAsync);

    private Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query, "before", "limit");
        var list = acknowledgements.List(query.Number("before", 0, long.MaxValue) ?? long.MaxValue, (int)(query.Number("limit", 1, 1000) ?? 100));
        return context.WriteAsync(new AcknowledgementList(list), ApiJson.Default.AcknowledgementList);
    }
}

internal sealed record AcknowledgementList(IReadOnlyList<AcknowledgementEntry> Acknowledgements);

internal sealed record AcknowledgementEntry(long Id, string Fingerprint, DateTimeOffset At, string By, string Comment);
