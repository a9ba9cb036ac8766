using System.Globalization;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Benchmarks.Telemetry;

/// <summary>What is loaded, and requests whose answers are in it. A number chooses one of many different arguments, the same in every round.</summary>
internal sealed class Dataset(long spans, long logs)
{
    /// <summary>The last of them may not have all rows.</summary>
    private const int Hours = 24;

    private readonly DateTimeOffset _end = DateTimeOffset.UtcNow;

    public long Spans { get; } = spans;

    public long Logs { get; } = logs;

    public TimeWindow Window => new(TimeWindow.Nanoseconds(_end.AddHours(-Hours)), (long)TimeSpan.FromHours(Hours).TotalNanoseconds);

    /// <summary>Batches from zero on, and traces in each, that <see cref="TraceById"/> may ask for.</summary>
    public (long Batches, int Traces) Loaded { get; set; }

    public string TraceById(int number)
    {
        var random = RowIds.Mix((ulong)number);
        return "api/v3/traces/" + RowIds.TraceText((long)(random % (ulong)Loaded.Batches), (int)((random >> 40) % (ulong)Loaded.Traces));
    }

    public string LogSearch(int number, string service, string terms)
    {
        var (start, end) = Range(number, TimeSpan.FromHours(1));
        return $"api/v1/logs?start={start}&end={end}&service={service}&query={Uri.EscapeDataString(terms)}&limit=100";
    }

    public string FindTraces(int number, TimeSpan length, string filter)
    {
        var (start, end) = Range(number, length);
        return $"api/v3/traces?query.start_time_min={start}&query.start_time_max={end}&query.search_depth=20&query.service_name=mem0{filter}";
    }

    public string Histogram(int number, TimeSpan length)
    {
        var (start, end) = Range(number, length);
        return $"api/v1/logs/histogram?start={start}&end={end}";
    }

    public string Latencies(int number, TimeSpan length)
    {
        var (start, end) = Range(number, length);
        return $"api/v1/latencies?start={start}&end={end}";
    }

    public string Dependencies(int number, TimeSpan length)
    {
        var end = End(number, length).ToUnixTimeMilliseconds();
        return string.Create(CultureInfo.InvariantCulture, $"api/dependencies?endTs={end}&lookback={length.TotalMilliseconds:0}");
    }

    /// <summary>Starts at any second, not on a minute of the rollups.</summary>
    private DateTimeOffset End(int number, TimeSpan length)
    {
        var room = TimeSpan.FromHours(Hours) - length;
        return _end - (room * ((RowIds.Mix((ulong)number + 77) >> 11) / (double)(1UL << 53)));
    }

    private (string Start, string End) Range(int number, TimeSpan length)
    {
        var end = End(number, length);
        return (Text(end - length), Text(end));

        static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
