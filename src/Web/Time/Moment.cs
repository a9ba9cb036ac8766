using System.Globalization;
using Mem0Observability.Model;

namespace Mem0Observability.Web.Time;

/// <summary>Moments for people, in UTC.</summary>
internal static class Moment
{
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>How far away it is; a clock that is a little ahead does not make a future.</summary>
    public static string Distance(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalSeconds: > -2 and < 2 } => "just now",
        { Ticks: < 0 } ahead => $"in {Length(ahead.Negate())}",
        var passed => $"{Length(passed)} ago",
    };

    public static string Length(TimeSpan length) =>
        length.TotalDays >= 2 ? $"{length.TotalDays.ToString("0.#", CultureInfo.InvariantCulture)} d" : DurationText.Of(length);
}
