using System.Globalization;

namespace Mem0Observability.Model;

/// <summary>Writes what is known about one request: its spans, its log records, and how things stood at that minute.</summary>
internal static class CorrelationText
{
    public const int MaxLogs = 50;

    public static string Write(RequestCorrelation request, int width)
    {
        IEnumerable<string> lines =
        [
            Heading(request),
            .. request.Traces.SelectMany(t => new[] { "", t.ToTree(width) }),
            .. Section("Logs", Logs(request, width)),
            .. Section(string.Create(CultureInfo.InvariantCulture, $"Metrics at {Minute(request):HH:mm}Z"), request.Metrics.Select(Metric)),
            .. Section("Firing alerts", request.Alerts.Select(a => $"{a.Name}  {a.Severity}  {a.Service}".TrimEnd())),
            .. Section("Problems", request.Problems.Select(p => PlainText.Line(p, 1000))),
        ];
        return string.Join('\n', lines);
    }

    private static DateTimeOffset Minute(RequestCorrelation request) => request.Metrics.Count > 0 ? request.Metrics[0].Minute : request.StartTime;

    private static string Heading(RequestCorrelation request) => string.Create(
        CultureInfo.InvariantCulture,
        $"Request {PlainText.Line(request.RequestId ?? "without id", 100)}  {request.StartTime.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}Z  {DurationText.Of(request.Duration)}  {string.Join(", ", request.Services)}");

    private static IEnumerable<string> Section(string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        return all.Length == 0 ? [] : ["", title, .. all.Select(l => "  " + l)];
    }

    private static IEnumerable<string> Logs(RequestCorrelation request, int width)
    {
        IEnumerable<string> lines = request.Logs.Take(MaxLogs).Select(l => PlainText.Line(
            string.Create(CultureInfo.InvariantCulture, $"{l.Timestamp.UtcDateTime:HH:mm:ss.fff}  {l.Level,-11}  {l.Service}  {l.Message}"), Math.Max(60, width - 3)));
        return request.Logs.Count <= MaxLogs
            ? lines
            : lines.Append(string.Create(CultureInfo.InvariantCulture, $"... and {request.Logs.Count - MaxLogs} more"));
    }

    private static string Metric(ServiceMinute minute)
    {
        if (minute.RequestRate is not { } rate)
            return $"{minute.Service}  no requests are known";

        string errors = minute.ErrorRatio is { } ratio ? string.Create(CultureInfo.InvariantCulture, $", {ratio * 100:0.#} % errors") : "";
        string p95 = minute.P95 is { } p ? $", p95 {DurationText.Of(p)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{minute.Service}  {rate:0.##} requests/s{errors}{p95}");
    }
}
