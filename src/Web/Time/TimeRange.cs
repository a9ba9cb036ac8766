using System.Globalization;
using Mem0Observability.Dashboards;

namespace Mem0Observability.Web.Time;

/// <summary>The time that a page is about, as its address has it: <c>now-1h</c> to <c>now</c>, or two moments.</summary>
/// <param name="From">Grafana's spelling, or milliseconds since the Unix epoch.</param>
/// <param name="To">Likewise.</param>
public sealed record TimeRange(string From, string To)
{
    public const string Now = "now";

    /// <summary>Longer than anything is kept.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(400);

    public static TimeRange Default { get; } = new("now-1h", Now);

    public bool IsLive => To == Now;

    /// <summary>Falls back to <paramref name="otherwise"/> where the address has no usable range.</summary>
    public static TimeRange Read(string? from, string? to, TimeRange otherwise)
    {
        var range = new TimeRange(from is { Length: > 0 } ? from : otherwise.From, to is { Length: > 0 } ? to : from is { Length: > 0 } ? Now : otherwise.To);
        return range.TryAt(DateTimeOffset.UnixEpoch.AddYears(80), out _, out _) ? range : otherwise;
    }

    /// <summary>For a range that was chosen in a chart.</summary>
    public static TimeRange Between(DateTimeOffset start, DateTimeOffset end) => new(Milliseconds(start), Milliseconds(end));

    /// <summary>Start and end, taken at <paramref name="now"/>.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) At(DateTimeOffset now) =>
        TryAt(now, out var start, out var end) ? (start, end) : throw new FormatException($"'{From}' to '{To}' is not a range of time.");

    public string Label => (From, To) switch
    {
        (['n', 'o', 'w', '-', .. var length], Now) => $"Last {length}",
        _ when TryAt(DateTimeOffset.UnixEpoch, out var start, out var end) => string.Create(CultureInfo.InvariantCulture, $"{start.UtcDateTime:yyyy-MM-dd HH:mm:ss} to {end.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"),
        _ => $"{From} to {To}",
    };

    private bool TryAt(DateTimeOffset now, out DateTimeOffset start, out DateTimeOffset end)
    {
        end = default;
        return TryMoment(From, now, out start) && TryMoment(To, now, out end) && start < end && end - start < s_longest;
    }

    private static bool TryMoment(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        moment = now;
        if (text == Now)
            return true;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < 253402300799999)
        {
            moment = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            return true;
        }

        try
        {
            moment = now - GrafanaTime.Range(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
