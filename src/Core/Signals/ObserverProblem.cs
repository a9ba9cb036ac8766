using System.Net;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Turns a refusal of the observer into the error that says whose fault it is.</summary>
internal static class ObserverProblem
{
    public static StackException Read(ApiClient client, string errorId, string doing, ApiAnswer answer)
    {
        // A problem document (RFC 9457); anything else is not the observer.
        if (answer.Json?.TextOrNull("code") is not { } code)
            return client.Rejected(doing, answer);

        string detail = answer.Json.Value.TextOrNull("detail") ?? answer.Json.Value.TextOrNull("title") ?? "no detail";
        StackErrorCategory category = answer.Status switch
        {
            HttpStatusCode.NotFound => StackErrorCategory.ObjectNotFound,
            HttpStatusCode.TooManyRequests => StackErrorCategory.ResourceBusy,
            HttpStatusCode.BadRequest => StackErrorCategory.InvalidArgument,
            HttpStatusCode.ServiceUnavailable => StackErrorCategory.ResourceUnavailable,
            _ => StackErrorCategory.InvalidResult,
        };
        return new StackException(
            errorId,
            category,
            $"The observer at {client.Address} refused {doing}: {detail.TrimEnd('.')} ({(int)answer.Status} {code}).",
            "observer");
    }
}
