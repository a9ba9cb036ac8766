using System.Text.RegularExpressions;
using Mem0Observability.Observer.Http;

namespace Mem0Observability.Observer.Drills;

/// <summary>Setting and ending the series of a drill. The routing knows a drill by its service, which begins with <c>drill-</c>.</summary>
internal sealed partial class DrillEndpoints(DrillBoard board)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/drills/{id}", SetAsync);
        routes.MapDelete("/api/v1/drills/{id}", ClearAsync);
    }

    private async Task SetAsync(HttpContext context)
    {
        var id = IdOf(context);
        var request = await context.Request.ReadJsonAsync(ApiJson.Default.DrillRequest, RequestBody.DocumentLimit);
        if (request.TtlSeconds is not (>= 1 and <= 7200))
            throw new ProblemException(400, "invalid_drill", "ttlSeconds must be a whole number from 1 to 7200.");

        var view = board.Set(id, DrillText.Read(id, request.Series), TimeSpan.FromSeconds(request.TtlSeconds.Value))
            ?? throw new ProblemException(429, "too_many_drills", $"{DrillBoard.Capacity} drills are on; end one or wait until one lapses.");
        await context.WriteAsync(view, ApiJson.Default.DrillView);
    }

    private Task ClearAsync(HttpContext context)
    {
        board.Clear(IdOf(context));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static string IdOf(HttpContext context) =>
        context.Request.RouteValues["id"] is string id && Id().IsMatch(id)
            ? id
            : throw new ProblemException(400, "invalid_drill", "The id must match ^drill-[a-z0-9-]{1,60}$.");

    [GeneratedRegex(@"^drill-[a-z0-9-]{1,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
