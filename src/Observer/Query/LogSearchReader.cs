using Mem0Observability.Observer.Http;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Observer.Query;

/// <summary>Reads a log search from an address.</summary>
internal static class LogSearchReader
{
    public const int MaxLimit = 10_000;

    public static readonly string[] Filters = ["start", "end", "service", "level", "query", "traceId", "requestId"];

    public static LogSearch Read(QueryReader query, DateTimeOffset now)
    {
        (DateTimeOffset start, DateTimeOffset end) = query.Range(now);
        return new LogSearch
        {
            Start = start,
            End = end,
            Services = query.List("service"),
            Levels = Levels(query),
            Query = Query(query.Text("query")),
            TraceId = query.Text("traceId") is { } id ? TraceIds.Read(id) : null,
            RequestId = query.Text("requestId"),
            Limit = (int)(query.Number("limit", 1, MaxLimit) ?? 100),
            Cursor = query.Text("cursor"),
        };
    }

    private static IReadOnlyList<string> Levels(QueryReader query)
    {
        IReadOnlyList<string> levels = query.List("level");
        return levels.All(LogLevels.Names.Contains)
            ? levels
            : throw QueryReader.Invalid($"The parameter 'level' takes {string.Join(", ", LogLevels.Names)}, with commas between them.");
    }

    private static LogQuery? Query(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        try
        {
            return LogQueryParser.Read(text);
        }
        catch (LogQueryFault e)
        {
            throw new ProblemException(400, "invalid_query", $"The log query is not valid at character {e.Position}: {e.Message}", e.Position);
        }
    }
}
