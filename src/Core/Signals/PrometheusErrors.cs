using System.Net;
using System.Text.RegularExpressions;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Turns an answer of Prometheus that is not a result into the error that says whose fault it is.</summary>
internal static partial class PrometheusErrors
{
    public static readonly ApiErrorIds Ids = new("MetricStoreUnreachable", "MetricQueryTimeout", "MetricQueryFailed");

    public static StackException Read(ApiClient client, string doing, string? promQL, ApiAnswer answer)
    {
        if (answer.Json?.TextOrNull("error") is not { } message)
            return NotAnEnvelope(client, doing, answer);

        string type = answer.Json.Value.TextOrNull("errorType") ?? "";
        if (type is "timeout" or "canceled")
        {
            return new StackException(
                Ids.Timeout,
                StackErrorCategory.OperationTimeout,
                $"Prometheus at {client.Address} gave up {doing}: {message}. Ask for less: fewer series, a shorter range or a larger step.",
                promQL ?? (object)client.Address);
        }

        // Prometheus 2 writes `invalid parameter "query": 1:5: parse error: …`, Prometheus 3 the same; other parameters are named likewise.
        if (type == "bad_data" && promQL is not null && (message.Contains("\"query\"", StringComparison.Ordinal) || message.Contains("parse error", StringComparison.Ordinal)))
            return Invalid(promQL, message);

        StackErrorCategory category = type == "bad_data" ? StackErrorCategory.InvalidArgument : StackErrorCategory.InvalidResult;
        return new StackException(
            Ids.Rejected, category, $"Prometheus at {client.Address} refused {doing}: {message}", promQL ?? (object)client.Address);
    }

    private static StackException NotAnEnvelope(ApiClient client, string doing, ApiAnswer answer) =>
        // What Prometheus says until it has replayed its log, and a proxy when Prometheus is gone.
        answer.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway
            ? client.Unreachable($"it answered {answer.Excerpt}; it may still be starting")
            : client.Rejected(doing, answer);

    private static StackException Invalid(string promQL, string message)
    {
        Match match = Position().Match(message);
        string where = match.Success ? $" at line {match.Groups["line"].Value}, column {match.Groups["column"].Value}" : "";
        return new StackException(
            "PromQLInvalid", StackErrorCategory.InvalidArgument, $"The PromQL is not valid{where}. Prometheus says: {message}. The query: {promQL}", promQL);
    }

    [GeneratedRegex(@"(?<line>\d+):(?<column>\d+): parse error", RegexOptions.CultureInvariant)]
    private static partial Regex Position();
}
