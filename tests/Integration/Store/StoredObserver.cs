using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Mem0Observability.Tests.Integration.Setup;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>The published observer over a folder that outlives it.</summary>
internal sealed class StoredObserver(string folder, IReadOnlyDictionary<string, string>? settings = null) : IAsyncDisposable
{
    private static readonly HttpClient s_http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private static readonly string s_program = Path.Combine(Repository.Root, "output", "Mem0Observability", "stack", "observer", "Mem0Observability.Observer");

    private int[]? _ports;

    public ObserverProcess Process { get; private set; } = null!;

    /// <summary>From the start of the process to the first answer from the store.</summary>
    public TimeSpan Opened { get; private set; }

    public async Task StartAsync()
    {
        var token = TestContext.Current.CancellationToken;
        File.Exists(s_program).Should().BeTrue("./build.sh build publishes the observer to {0}", s_program);
        var watch = Stopwatch.StartNew();
        Process = await ObserverProcess.StartAsync(s_program, folder, _ports, settings ?? new Dictionary<string, string>(), token);
        _ports = Process.Ports;
        await LogsAsync(DateTimeOffset.UtcNow.AddMinutes(-1), 1, null);
        Opened = watch.Elapsed;
    }

    /// <summary>As a power cut would.</summary>
    public async Task KillAsync() => await Process.DisposeAsync();

    public async Task<(IReadOnlyList<(string Service, string Message)> Logs, string? Cursor)> LogsAsync(DateTimeOffset start, int limit, string? cursor)
    {
        var token = TestContext.Current.CancellationToken;
        var range = $"start={Text(start)}&end={Text(DateTimeOffset.UtcNow.AddHours(1))}&limit={limit}";
        if (cursor is not null) range += "&cursor=" + Uri.EscapeDataString(cursor);
        using var answer = JsonDocument.Parse(await Process.GetAsync("api/v1/logs?" + range, token));
        var logs = answer.RootElement.GetProperty("logs").EnumerateArray()
            .Select(l => (l.GetProperty("service").GetString()!, l.GetProperty("message").GetString()!)).ToList();
        return (logs, answer.RootElement.GetProperty("cursor").GetString());
    }

    /// <summary>Every record since then, page by page.</summary>
    public async Task<IReadOnlyList<(string Service, string Message)>> AllLogsAsync(DateTimeOffset start)
    {
        var all = new List<(string Service, string Message)>();
        string? cursor = null;
        do
        {
            (var page, cursor) = await LogsAsync(start, 10_000, cursor);
            all.AddRange(page);
        }
        while (cursor is not null);
        return all;
    }

    /// <summary>How many spans of the trace are stored.</summary>
    public async Task<int> SpansOfAsync(string traceId)
    {
        var token = TestContext.Current.CancellationToken;
        using var answer = await s_http.GetAsync(new Uri(Process.Api, "api/v3/traces/" + traceId), token);
        if (answer.StatusCode == HttpStatusCode.NotFound) return 0;
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsStringAsync(token)).Split("\"spanId\"").Length - 1;
    }

    public async ValueTask DisposeAsync()
    {
        if (Process is not null) await Process.DisposeAsync();
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
