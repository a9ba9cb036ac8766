using System.Globalization;
using System.Text;

namespace Mem0Observability.Observer.Drills;

/// <summary>
/// The series of the drills that are on: they look to a rule like those of a service that is broken. Each drill lapses by itself, so that
/// one that was killed leaves no alert firing.
/// </summary>
internal sealed class DrillBoard(TimeProvider time)
{
    public const int Capacity = 32;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Drill> _drills = [];

    /// <summary>Sets the series of a drill, in place of those that it had; one that grows goes on from where it is.</summary>
    /// <returns>Null where the board is full.</returns>
    public DrillView? Set(string id, IReadOnlyList<(string Text, double? Value, double? PerSecond)> series, TimeSpan ttl)
    {
        lock (_lock)
        {
            DropLapsed();
            if (_drills.Count == Capacity && !_drills.ContainsKey(id))
                return null;

            var before = _drills.GetValueOrDefault(id);
            var now = time.GetTimestamp();
            _drills[id] = new(now, ttl, [.. series.Select(s => new DrillSeries(s.Text, s.Value ?? before?.ValueOf(s.Text, time) ?? 0, s.PerSecond ?? 0))]);
            return new DrillView(id, series.Count, time.GetUtcNow() + ttl);
        }
    }

    public void Clear(string id)
    {
        lock (_lock)
            _drills.Remove(id);
    }

    /// <summary>The series in Prometheus' text format; empty while there is no drill.</summary>
    public string Text()
    {
        lock (_lock)
        {
            DropLapsed();
            var text = new StringBuilder();
            foreach (var drill in _drills.Values)
            {
                foreach (var series in drill.Series)
                    text.Append(series.Text).Append(' ').Append(series.At(time.GetElapsedTime(drill.SetAt)).ToString("R", CultureInfo.InvariantCulture)).Append('\n');
            }

            return text.ToString();
        }
    }

    private void DropLapsed()
    {
        foreach (var (id, drill) in _drills)
        {
            if (time.GetElapsedTime(drill.SetAt) >= drill.Ttl)
                _drills.Remove(id);
        }
    }

    private sealed record Drill(long SetAt, TimeSpan Ttl, IReadOnlyList<DrillSeries> Series)
    {
        public double? ValueOf(string text, TimeProvider time) => Series.FirstOrDefault(s => s.Text == text)?.At(time.GetElapsedTime(SetAt));
    }
}
