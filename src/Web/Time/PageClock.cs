using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Mem0Observability.Web.Time;

/// <summary>Takes the page's time from its address, and takes it anew at each refresh.</summary>
internal sealed class PageClock(NavigationManager navigation, TimeProvider time)
{
    public const string FromKey = "from";
    public const string ToKey = "to";
    public const string RefreshKey = "refresh";

    /// <summary>Seconds by which a page may be refreshed; 0 never.</summary>
    public static IReadOnlyList<int> Intervals { get; } = [0, 5, 15, 30, 60, 300];

    private const int DefaultInterval = 30;

    public TimeRange Range => TimeRange.Read(Value(FromKey), Value(ToKey), TimeRange.Default);

    /// <summary>A range that has an end does not change.</summary>
    public int RefreshSeconds => !Range.IsLive ? 0 : int.TryParse(Value(RefreshKey), out int seconds) && Intervals.Contains(seconds) ? seconds : DefaultInterval;

    public PageTime Take()
    {
        TimeRange range = Range;
        var (start, end) = range.At(time.GetUtcNow());
        return new PageTime(range, start, end);
    }

    public void Show(TimeRange range) => Go((FromKey, range.From), (ToKey, range.IsLive ? null : range.To));

    public void RefreshEvery(int seconds) => Go((RefreshKey, $"{seconds}"));

    private void Go(params (string Name, object? Value)[] query) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(query.ToDictionary(q => q.Name, q => q.Value)));

    private string? Value(string name) =>
        QueryHelpers.ParseQuery(navigation.ToAbsoluteUri(navigation.Uri).Query).TryGetValue(name, out var value) ? value.ToString() : null;
}
