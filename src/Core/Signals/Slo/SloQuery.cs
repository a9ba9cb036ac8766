using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Slo;

/// <summary>Answers <c>Measure-Mem0Slo</c>.</summary>
internal sealed class SloQuery(IMetricStore store, TimeProvider time)
{
    /// <summary>The recorded rates look at five minutes; a shorter window would not measure what it says.</summary>
    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(5);

    public async IAsyncEnumerable<StackItem> RunAsync(SloRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Window < s_shortest)
        {
            throw new StackException(
                "SloWindowInvalid", StackErrorCategory.InvalidArgument, $"A window of {request.Window} is too short: five minutes are the least that is recorded.", request.Window);
        }

        var reader = new SloReader(store);
        TimeSpan interval = await reader.IntervalAsync(cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        foreach (SloObjective objective in request.Objectives)
        {
            var series = await reader.ReadAsync(objective, request.Window, now, cancellationToken);
            List<SloSubject> subjects = [.. series.Keys.Where(s => request.Takes(s.Service))];
            IEnumerable<SloSubject> silent = request.Expected
                .Where(name => name.Length == 0 ? subjects.Count == 0 : !subjects.Exists(s => s.Service.Equals(name, StringComparison.OrdinalIgnoreCase)))
                .Select(name => new SloSubject(name, ""));
            foreach (SloSubject subject in subjects.Concat(silent).OrderBy(s => s.Service, StringComparer.Ordinal).ThenBy(s => s.RouteClass, StringComparer.Ordinal))
                yield return new SloMeasurement(objective, subject, request.Window, interval).Of(series.GetValueOrDefault(subject));
        }
    }
}
