using Mem0Observability.Signals.Logs;
using Mem0Observability.Web.Time;
using Microsoft.AspNetCore.Components;

namespace Mem0Observability.Web.Logs;

/// <summary>The records, a page at a time, and what they have in common.</summary>
public sealed partial class LogResults
{
    private const int PageSize = 200;

    /// <summary>As many as a browser draws without effort and a circuit holds within a few megabytes.</summary>
    private const int MaxEntries = 2000;

    private LogAsk? _asked;
    private PageTime? _pinned;
    private bool _wantsOlder;
    private string _told = "";

    [Parameter, EditorRequired]
    public LogAsk Ask { get; set; } = new();

    /// <summary>The id of a record that the reader came for.</summary>
    [Parameter]
    public string? Marked { get; set; }

    /// <summary>Told the services that were found.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<string>> OnServices { get; set; }

    // Who reads older records does not want them replaced at each refresh.
    protected override object? Question => (Ask, _pinned ?? PageTime);

    protected override void OnParametersSet()
    {
        if (Ask == _asked && (_pinned is null || _pinned.Range == PageTime?.Range))
            return;
        (_asked, _pinned, _wantsOlder) = (Ask, null, false);
    }

    protected override async Task<LogFound> LoadAsync(CancellationToken cancellationToken)
    {
        PageTime time = (_pinned ?? PageTime)!;
        LogFound? before = _wantsOlder ? State.Value : null;
        LogSearch search = Ask.Between(time.Start, time.End) with { Limit = PageSize, Cursor = before?.Cursor };
        LogPage page = await Sources.Logs.SearchAsync(search, cancellationToken);
        var found = new LogFound([.. before?.Entries ?? [], .. page.Entries], page.Cursor);
        await TellServicesAsync(found);
        return found;
    }

    private async Task OlderAsync()
    {
        _pinned ??= PageTime;
        _wantsOlder = true;
        await ReloadAsync();
        _wantsOlder = false;
    }

    private async Task TellServicesAsync(LogFound found)
    {
        string[] services = [.. found.Entries.Select(e => e.Service).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string told = string.Join(',', services);
        if (told == _told)
            return;
        _told = told;
        await OnServices.InvokeAsync(services);
    }

    private string Told(LogFound found) =>
        $"{found.Entries.Count}{(found.Cursor is null ? "" : "+")} records, newest first{(_pinned is null ? "" : ". Not refreshed while older ones are open")}.";
}
