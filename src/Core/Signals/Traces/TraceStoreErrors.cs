using System.Net;
using System.Text.Json;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Traces;

/// <summary>Turns an answer of Jaeger, or of the observer in its place, that is no result into the error that says whose fault it is.</summary>
internal static class TraceStoreErrors
{
    public static readonly ApiErrorIds Ids = new("TraceStoreUnreachable", "TraceQueryTimeout", "TraceQueryFailed");

    /// <summary>Jaeger's way to say that nothing was found, by id and by search; another server's 404 has another form.</summary>
    public static bool IsNothing(ApiAnswer answer) => answer.Status == HttpStatusCode.NotFound && Message(answer.Json) is not null;

    public static StackException Refused(ApiClient client, string doing, ApiAnswer answer)
    {
        if (answer.Json?.TextOrNull("code") is "query_timeout")
        {
            return new StackException(
                Ids.Timeout,
                StackErrorCategory.OperationTimeout,
                $"The trace store at {client.Address} gave up {doing}. Ask for less: a shorter range, a service, or a lower limit.",
                "traces");
        }

        if ((Message(answer.Json) ?? answer.Json?.TextOrNull("detail")) is { } message)
            return Failed(client, doing, answer.Status == HttpStatusCode.BadRequest ? StackErrorCategory.InvalidArgument : StackErrorCategory.InvalidResult, message);
        return answer.Json is null && answer.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway
            ? client.Unreachable($"it answered {answer.Excerpt}; it may still be starting")
            : client.Rejected(doing, answer);
    }

    public static StackException Failed(ApiClient client, string doing, StackErrorCategory category, string message) =>
        new(Ids.Rejected, category, $"The trace store at {client.Address} failed {doing}: {message.TrimEnd('.')}.", "traces");

    /// <summary>Of <c>{"error":{"httpCode":…,"message":…}}</c> (v3) or <c>{"errors":[{"code":…,"msg":…}]}</c> (dependencies).</summary>
    public static string? Message(JsonElement? json)
    {
        if (json?.Member("error") is { } error)
            return error.TextOrNull("message");
        return json?.Member("errors") is { ValueKind: JsonValueKind.Array } errors && errors.GetArrayLength() > 0 ? errors[0].TextOrNull("msg") : null;
    }
}
