using Mem0Observability.Observer.Http;
using Mem0Observability.Observer.Inbox.Storage;

namespace Mem0Observability.Observer.Hosting;

/// <summary>Healthy means: the last write to the inbox worked, so the next notification can be accepted.</summary>
internal sealed class HealthEndpoint(InboxHealth inbox)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/healthz", AnswerAsync);

    private Task AnswerAsync(HttpContext context)
    {
        var failure = inbox.Failure;
        context.Response.StatusCode = failure is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.WriteAsync(new HealthView(failure is null ? "ok" : "failing", failure), ApiJson.Default.HealthView);
    }
}
