using System.Text.Json;
using System.Text.Json.Serialization;
using Mem0Observability.Model;

namespace Mem0Observability.Checks.Reports;

/// <summary>The report as one JSON object; durations in seconds.</summary>
internal static class JsonReport
{
    public static string Write(CheckReport report)
    {
        var document = new JsonReportDocument(
            report.Passed,
            report.StartedAt,
            report.Duration.TotalSeconds,
            [.. report.Results.Select(Row)],
            [.. report.Errors.Select(e => new JsonReportError(e.ErrorId, e.Category, e.Message, e.Target?.ToString()))]);
        return JsonSerializer.Serialize(document, JsonReportContext.Default.JsonReportDocument) + "\n";
    }

    private static JsonReportRow Row(CheckResult result) => new(
        result.Name,
        result.Target,
        result.Outcome,
        result.Reason,
        result.Duration.TotalSeconds,
        [.. result.Hops.Select(h => new JsonReportHop(h.Name, h.Reached, h.Elapsed?.TotalSeconds, h.Detail))]);
}

internal sealed record JsonReportDocument(
    bool Passed,
    DateTimeOffset StartedAt,
    double DurationSeconds,
    IReadOnlyList<JsonReportRow> Results,
    IReadOnlyList<JsonReportError> Errors);

internal sealed record JsonReportRow(
    string Name,
    string Target,
    CheckOutcome Outcome,
    string Reason,
    double DurationSeconds,
    IReadOnlyList<JsonReportHop> Hops);

internal sealed record JsonReportHop(string Name, bool Reached, double? ElapsedSeconds, string Detail);

internal sealed record JsonReportError(string ErrorId, StackErrorCategory Category, string Message, string? Target);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(JsonReportDocument))]
internal sealed partial class JsonReportContext : JsonSerializerContext;
