using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Observer.Remote;

/// <summary>Jaeger on Elasticsearch draws its system graph from documents that a batch job writes, usually one that reads every span (Spark, 1 to
/// 2 GiB). The Collector counts the same calls as they pass; every quarter of an hour those counts are written instead.</summary>
internal sealed class DependencyWriter(IMetricStore metrics, DependencyIndex index, DependencyMetrics counters, TimeProvider time, ILogger<DependencyWriter> logger) : BackgroundService
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>After a start, and after something was down: the last hour is written too where it is not there.</summary>
    private const int Windows = 4;

    /// <summary>The newest samples of a window are scraped after its end.</summary>
    private static readonly TimeSpan s_delay = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan s_retry = TimeSpan.FromMinutes(1);

    private readonly HashSet<DateTimeOffset> _written = [];

    /// <summary>Writes what is missing of the last hour; the whole windows of the clock only, so that none is counted twice.</summary>
    public async Task WriteMissingAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset last = Floor(time.GetUtcNow() - s_delay);
        _written.RemoveWhere(end => end <= last - Windows * Window);
        for (DateTimeOffset end = last - (Windows - 1) * Window; end <= last; end += Window)
        {
            if (!_written.Contains(end))
                await WriteAsync(end, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                bool done = await TryAsync(stoppingToken);
                DateTimeOffset now = time.GetUtcNow();
                await Task.Delay(done ? Floor(now - s_delay) + Window + s_delay - now : s_retry, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private static DateTimeOffset Floor(DateTimeOffset t) => new(t.UtcTicks - t.UtcTicks % Window.Ticks, TimeSpan.Zero);

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteMissingAsync(cancellationToken);
            return true;
        }
        catch (StackException e)
        {
            counters.Failed();
            logger.LogWarning("The calls between services were not written for Jaeger: {Reason}", e.Message);
            return false;
        }
    }

    private async Task WriteAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        string promQL = string.Create(CultureInfo.InvariantCulture, $"sum by (client, server) (increase(traces_service_graph_request_total[{Window.TotalMinutes:0}m]))");
        MetricAnswer answer = await metrics.QueryAsync(promQL, end, cancellationToken);
        DependencyLink[] links =
        [
            .. answer.Samples
                .Select(s => new DependencyLink(s.Labels.GetValueOrDefault("client", ""), s.Labels.GetValueOrDefault("server", ""), (long)Math.Round(s.Value)))
                .Where(l => l is { Parent.Length: > 0, Child.Length: > 0, Calls: > 0 }),
        ];
        if (links.Length > 0 && await index.AddAsync(end, links, cancellationToken))
            counters.Written();
        _written.Add(end);
    }
}
