using System.Globalization;
using System.Text.Json;
using Mem0Observability.Model;
using Mem0Observability.Observer.Http;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Observer.Query;

/// <summary>Log records, newest first and page by page, and their counts by minute and level.</summary>
internal sealed class LogEndpoints(ILogStore logs, QueryGate gate, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/logs", SearchAsync);
        routes.MapGet("/api/v1/logs/histogram", CountAsync);
    }

    private async Task SearchAsync(HttpContext context)
    {
        LogSearch search = Read(context, [.. LogSearchReader.Filters, "limit", "cursor"]);
        LogPage page = await gate.RunAsync(context, token => PageAsync(search, token));
        await context.WriteJsonAsync(json => Write(json, page));
    }

    private async Task CountAsync(HttpContext context)
    {
        LogSearch search = Read(context, LogSearchReader.Filters);
        IReadOnlyList<LogCount> counts = await gate.RunAsync(context, token => logs.CountAsync(search, token));
        await context.WriteAsync(new LogHistogram(counts), ApiJson.Default.LogHistogram);
    }

    private LogSearch Read(HttpContext context, string[] known) =>
        LogSearchReader.Read(new QueryReader(context.Request.Query, known), time.GetUtcNow());

    private async Task<LogPage> PageAsync(LogSearch search, CancellationToken cancellationToken)
    {
        try
        {
            return await logs.SearchAsync(search, cancellationToken);
        }
        catch (ArgumentException e) when (e.ParamName == nameof(search) && search.Cursor is not null)
        {
            throw new ProblemException(400, "invalid_cursor", "The parameter 'cursor' must be the cursor of the page before, unchanged.");
        }
    }

    private static void Write(Utf8JsonWriter json, LogPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("logs");
        foreach (LogEntry entry in page.Entries)
            Write(json, entry);
        json.WriteEndArray();
        json.WriteString("cursor", page.Cursor);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LogEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("id", entry.Id);
        json.WriteString("timestamp", Rfc3339Converter.Text(entry.Timestamp));
        // As text: a number of this size loses its last digits in a browser.
        json.WriteString("unixNanoseconds", entry.UnixNanoseconds.ToString(CultureInfo.InvariantCulture));
        json.WriteString("service", entry.Service);
        json.WriteString("level", entry.Level);
        json.WriteString("message", entry.Message);
        json.WriteString("traceId", entry.TraceId);
        json.WriteString("spanId", entry.SpanId);
        json.WriteString("requestId", entry.RequestId);
        json.WritePropertyName("attributes");
        PlainJson.Write(json, entry.Attributes);
        json.WriteEndObject();
    }
}
