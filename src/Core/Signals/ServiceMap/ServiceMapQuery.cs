using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.ServiceMap;

/// <summary>Answers <c>Get-Mem0ServiceMap</c>: edges by the trace store, and what it does not say by the metrics of the service graph.</summary>
internal sealed class ServiceMapQuery(SignalSources sources, TimeProvider time)
{
    /// <param name="form">Null for the edges as objects, else one text.</param>
    public async IAsyncEnumerable<StackItem> RunAsync(
        DateTimeOffset? start,
        DateTimeOffset? end,
        ServiceMapForm? form,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SearchWindow window = SearchWindow.Of(start, end, time, SearchWindow.Default);
        (IReadOnlyList<ServiceEdge> edges, StackException? fault) = await AskAsync(window, cancellationToken);
        if (fault is not null)
            yield return new WarningItem($"Errors and durations may be missing. {fault.Message}");

        if (edges.Count == 0)
            yield return new VerboseItem($"No service called another between {window.Start:O} and {window.End:O}.");

        if (form is { } text)
            yield return new OutputItem(text == ServiceMapForm.Mermaid ? MermaidText.Write(edges) : DotText.Write(edges));

        foreach (ServiceEdge edge in form is null ? edges : [])
            yield return new OutputItem(edge);
    }

    /// <returns>Sorted, and why errors and durations may be missing.</returns>
    public async Task<(IReadOnlyList<ServiceEdge> Edges, StackException? Fault)> AskAsync(SearchWindow window, CancellationToken cancellationToken)
    {
        IReadOnlyList<ServiceEdge> edges = await sources.Traces.DependenciesAsync(window.Start, window.End, cancellationToken);
        StackException? fault = null;
        // An empty answer may be one whose job has not run yet: Jaeger on Elasticsearch computes its graph once in a while.
        if (edges.Count == 0 || edges.Any(e => e.Errors is null || e.P95 is null))
            (edges, fault) = await CompleteAsync(edges, window, cancellationToken);
        return ([.. edges.OrderBy(e => e.Client, StringComparer.Ordinal).ThenBy(e => e.Server, StringComparer.Ordinal).ThenBy(e => e.ConnectionType, StringComparer.Ordinal)], fault);
    }

    private async Task<(IReadOnlyList<ServiceEdge> Edges, StackException? Fault)> CompleteAsync(
        IReadOnlyList<ServiceEdge> edges, SearchWindow window, CancellationToken cancellationToken)
    {
        try
        {
            EdgeMetrics metrics = await EdgeMetrics.AskAsync(sources.Metrics, window, cancellationToken);
            return (edges.Count == 0 ? metrics.Edges : [.. edges.Select(metrics.Fill)], null);
        }
        catch (StackException e)
        {
            return (edges, e);
        }
    }
}
