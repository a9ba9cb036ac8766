using System.Buffers;
using Mem0Observability.Observer.Http;

namespace Mem0Observability.Observer.TestAlerts;

internal sealed class TestAlertEndpoints(TestAlertBoard board)
{
    private static readonly SearchValues<char> s_idCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/test-alerts/{id}", RaiseAsync);
        routes.MapDelete("/api/v1/test-alerts/{id}", ClearAsync);
    }

    private async Task RaiseAsync(HttpContext context)
    {
        var id = IdOf(context);
        var request = await context.Request.ReadJsonAsync(ApiJson.Default.TestAlertRequest, RequestBody.DocumentLimit);
        if (request.Severity is not ("info" or "ticket" or "page"))
            throw new ProblemException(400, "invalid_test_alert", "severity must be info, ticket or page.");
        if (request.TtlSeconds is not (>= 1 and <= 600))
            throw new ProblemException(400, "invalid_test_alert", "ttlSeconds must be a whole number from 1 to 600.");

        var raised = board.Raise(id, request.Severity, TimeSpan.FromSeconds(request.TtlSeconds.Value))
            ?? throw new ProblemException(
                429, "too_many_test_alerts", $"{TestAlertBoard.Capacity} test alerts are raised; remove one or wait until one lapses.");
        await context.WriteAsync(raised, ApiJson.Default.TestAlertView);
    }

    // Also 204 where it has lapsed already: the caller wants it gone, and it is.
    private Task ClearAsync(HttpContext context)
    {
        board.Clear(IdOf(context));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static string IdOf(HttpContext context) =>
        context.Request.RouteValues["id"] is string { Length: >= 1 and <= 40 } id && !id.AsSpan().ContainsAnyExcept(s_idCharacters)
            ? id
            : throw new ProblemException(400, "invalid_test_alert", "The id must match ^[a-z0-9-]{1,40}$.");
}
