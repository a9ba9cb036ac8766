using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Tests.Unit.Signals;

/// <summary>A log store whose answers a test sets; without any it is healthy and empty.</summary>
internal sealed class FakeLogStore : ILogStore
{
    public List<LogSearch> Searches { get; } = [];

    public Func<LogSearch, LogPage> Answer { get; set; } = _ => new LogPage([], null);

    public Func<LogSearch, IReadOnlyList<LogCount>> Counts { get; set; } = _ => [];

    /// <summary>Thrown by everything.</summary>
    public StackException? Fault { get; set; }

    public static LogEntry Entry(string message, DateTimeOffset time, string id, string service = "mem0", string level = "Information") =>
        new(time, service, level, message, null, null, null, new Dictionary<string, object?>(), id, (time - DateTimeOffset.UnixEpoch).Ticks * 100);

    public Task<LogPage> SearchAsync(LogSearch search, CancellationToken cancellationToken)
    {
        Searches.Add(search);
        return GiveAsync(() => Answer(search), cancellationToken);
    }

    public Task<IReadOnlyList<LogCount>> CountAsync(LogSearch search, CancellationToken cancellationToken)
    {
        Searches.Add(search);
        return GiveAsync(() => Counts(search), cancellationToken);
    }

    private Task<T> GiveAsync<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Fault is null ? Task.FromResult(answer()) : Task.FromException<T>(Fault);
    }
}
