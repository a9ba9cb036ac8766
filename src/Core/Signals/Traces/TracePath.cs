using System.Globalization;
using System.Text.Json.Nodes;

namespace Mem0Observability.Signals.Traces;

/// <summary>A trace search as Jaeger's address, in the spelling that 2.18 knows and 2.22 still takes.</summary>
internal static class TracePath
{
    /// <summary>The most traces that one answer is asked for.</summary>
    public const int MaxDepth = 1000;

    public static string Find(TraceSearch search, int depth)
    {
        List<(string Name, string Value)> parameters =
        [
            ("start_time_min", Time(search.Start)),
            ("start_time_max", Time(search.End)),
            ("num_traces", depth.ToString(CultureInfo.InvariantCulture)),
        ];
        if (search.Service is { } service)
            parameters.Add(("service_name", service));
        if (search.Operation is { } operation)
            parameters.Add(("operation_name", operation));
        if (search.MinDuration is { } least)
            parameters.Add(("duration_min", Duration(least)));
        if (search.MaxDuration is { } most)
            parameters.Add(("duration_max", Duration(most)));
        if (search.Attributes.Count > 0)
            parameters.Add(("attributes", new JsonObject(search.Attributes.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value))).ToJsonString()));
        return "api/v3/traces?" + string.Join('&', parameters.Select(p => $"query.{p.Name}={Uri.EscapeDataString(p.Value)}"));
    }

    public static string Dependencies(DateTimeOffset start, DateTimeOffset end)
    {
        long endTs = end.ToUnixTimeMilliseconds();
        return string.Create(CultureInfo.InvariantCulture, $"api/dependencies?endTs={endTs}&lookback={endTs - start.ToUnixTimeMilliseconds()}");
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>In Go's notation.</summary>
    private static string Duration(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / (decimal)TimeSpan.TicksPerMillisecond:0.####}ms");
}
