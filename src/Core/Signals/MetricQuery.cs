using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Answers <c>Get-Mem0Metric</c>: samples as output, the store's remarks as warnings.</summary>
internal sealed class MetricQuery(IMetricStore store, TimeProvider time)
{
    /// <summary>About what a chart is wide; far below Prometheus' limit of 11,000 points.</summary>
    private const int DefaultPoints = 240;

    public async IAsyncEnumerable<StackItem> RunAsync(MetricRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string promQL = ToPromQL(request);
        yield return new VerboseItem($"{store.Address}: {promQL}");

        MetricAnswer answer = request.Start is { } start
            ? await AskRangeAsync(request, promQL, start, cancellationToken)
            : await store.QueryAsync(promQL, request.Time, cancellationToken);

        foreach (string warning in answer.Warnings.Concat(answer.Infos))
            yield return new WarningItem(warning);

        if (answer.Samples.Count == 0)
            yield return new VerboseItem("The query worked and matched no series.");

        foreach (MetricSample sample in answer.Samples)
            yield return new OutputItem(sample);
    }

    private Task<MetricAnswer> AskRangeAsync(MetricRequest request, string promQL, DateTimeOffset start, CancellationToken cancellationToken)
    {
        DateTimeOffset end = request.End ?? time.GetUtcNow();
        if (end <= start || request.Step <= TimeSpan.Zero)
        {
            throw new StackException(
                "MetricRangeInvalid",
                StackErrorCategory.InvalidArgument,
                $"The range from {start:O} to {end:O} must end after it starts, and its step must be positive.",
                request.Query);
        }

        TimeSpan step = request.Step ?? TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling((end - start).TotalSeconds / DefaultPoints)));
        return store.QueryRangeAsync(promQL, start, end, step, cancellationToken);
    }

    private static string ToPromQL(MetricRequest request)
    {
        if (NamedMetrics.Find(request.Query) is { } named)
            return named.ToPromQL(request.Service);

        // A service is only known how to ask for by name; in PromQL it would silently do nothing.
        return request.Service is null ? request.Query : NamedMetrics.Get(request.Query).ToPromQL(request.Service);
    }
}
