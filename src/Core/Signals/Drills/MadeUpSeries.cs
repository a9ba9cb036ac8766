using Mem0Observability.Model;

namespace Mem0Observability.Signals.Drills;

/// <summary>Series of a service of their own, which the observer exposes and Prometheus scrapes.</summary>
internal sealed class MadeUpSeries : IDrillFault
{
    /// <summary>Ten scrapes of the observer.</summary>
    private static readonly TimeSpan s_scrapeLimit = TimeSpan.FromSeconds(30);

    private readonly SignalSources _sources;
    private readonly DrillDefinition _definition;
    private readonly string _id;
    private readonly TimeSpan _timeToLive;
    private readonly TimeProvider _time;

    /// <param name="timeToLive">The series lapse by themselves after this, should this process die.</param>
    public MadeUpSeries(SignalSources sources, DrillDefinition definition, string id, TimeSpan timeToLive, TimeProvider time)
    {
        (_sources, _definition, _id, _timeToLive, _time) = (sources, definition, id, timeToLive, time);
        string changing = definition.Series.First(s => s.Before != s.During).Name;
        Subject = new(
            definition.Alert,
            new Dictionary<string, string> { ["service"] = id, ["severity"] = definition.Severity },
            $"max(timestamp({changing}{{{PromQL.Matcher("service", id)}}}))")
        {
            OnlySinceStart = true,
        };
    }

    public DrillSubject Subject { get; }

    /// <summary>A counter is known to grow, and a state to have changed, only against a sample of before.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await SetAsync(s => s.Before, cancellationToken);
        long start = _time.GetTimestamp();
        while ((await _sources.Metrics.QueryAsync(Subject.Sample, null, cancellationToken)).Samples.Count == 0)
        {
            if (_time.GetElapsedTime(start) > s_scrapeLimit)
            {
                throw new StackException("DrillNotScraped", StackErrorCategory.OperationTimeout,
                    $"Prometheus has had no sample of the drill's series for {DurationText.Of(s_scrapeLimit)}. See: Get-Mem0Target observer", "prometheus");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), _time, cancellationToken);
        }
    }

    public Task BreakAsync(CancellationToken cancellationToken) => SetAsync(s => s.During, cancellationToken);

    public Task HealAsync(CancellationToken cancellationToken) => SetAsync(s => s.After, cancellationToken);

    public Task RestoreAsync(CancellationToken cancellationToken) => _sources.Inbox.ClearDrillAsync(_id, cancellationToken);

    private Task SetAsync(Func<DrillSeries, DrillValue> phase, CancellationToken cancellationToken) =>
        _sources.Inbox.SetDrillAsync(_id, [.. _definition.Series.Select(s => s.Sample(phase(s)))], _timeToLive, cancellationToken);
}
