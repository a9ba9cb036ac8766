using System.Net;
using System.Text.Json;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Logs;

/// <summary>Turns an answer of Elasticsearch that is no whole result into the error that says what happened.</summary>
internal static class ElasticErrors
{
    private const string Service = "elasticsearch";

    public static bool IsMissingIndex(ApiAnswer answer) =>
        answer.Status == HttpStatusCode.NotFound && answer.Json?.Member("error")?.TextOrNull("type") == "index_not_found_exception";

    public static void ThrowIfFailed(ApiClient client, string doing, ApiAnswer answer)
    {
        if (!answer.IsSuccess)
            throw Refused(client, doing, answer);
        if (answer.Json is not { ValueKind: JsonValueKind.Object } json)
            return;
        if (json.Member("timed_out") is { ValueKind: JsonValueKind.True })
            throw TimedOut(client, doing);
        if (json.Member("_shards") is { } shards && shards.Member("failed") is { ValueKind: JsonValueKind.Number } failed && failed.GetInt64() > 0)
        {
            // Half of the records would look like all of them.
            throw Failed(client, doing, $"{failed} of {shards.Member("total")} shards failed: {Reason(shards.Member("failures")) ?? "it did not say why"}");
        }
    }

    private static StackException Refused(ApiClient client, string doing, ApiAnswer answer)
    {
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            string what = answer.Status == HttpStatusCode.Unauthorized ? "does not know the credential, or was given none" : "does not let this user read it";
            return new StackException(
                "LogQueryFailed",
                StackErrorCategory.PermissionDenied,
                $"Elasticsearch at {client.Address} {what} ({(int)answer.Status}). A user or API key needs the privilege 'read' on the log indexes.",
                Service);
        }

        if (answer.Json?.Member("error") is not { } error)
        {
            // What a proxy, or Elasticsearch before it has a master, says.
            return answer.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway
                ? client.Unreachable($"it answered {answer.Excerpt}; it may still be starting")
                : client.Rejected(doing, answer);
        }

        string type = error.TextOrNull("type") ?? "";
        if (type.Contains("timeout", StringComparison.Ordinal) || type == "task_cancelled_exception")
            return TimedOut(client, doing);
        if (answer.Status == HttpStatusCode.ServiceUnavailable && type is "cluster_block_exception" or "master_not_discovered_exception")
            return client.Unreachable($"it answered {answer.Excerpt}; it may still be starting");
        return Failed(client, doing, $"{Reason(error.Member("failed_shards")) ?? Reason(error.Member("root_cause")) ?? error.TextOrNull("reason") ?? type} ({(int)answer.Status})");
    }

    /// <summary>The first one's; the others mostly repeat it.</summary>
    private static string? Reason(JsonElement? failures)
    {
        if (failures is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
            return null;

        JsonElement first = list[0];
        JsonElement cause = first.Member("reason") is { ValueKind: JsonValueKind.Object } nested ? nested : first;
        string? reason = cause.TextOrNull("reason");
        return first.TextOrNull("index") is { } index ? $"{reason} (index {index})" : reason;
    }

    private static StackException TimedOut(ApiClient client, string doing) => new(
        "LogQueryTimeout",
        StackErrorCategory.OperationTimeout,
        $"Elasticsearch at {client.Address} gave up {doing}. Ask for less: a shorter range, a service, or fewer terms.",
        Service);

    private static StackException Failed(ApiClient client, string doing, string reason) => new(
        "LogQueryFailed", StackErrorCategory.InvalidResult, $"Elasticsearch at {client.Address} failed {doing}: {reason}", Service);
}
