using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Tests.Web.Components.Logs;

/// <summary>A log store whose answers a test sets; without any it is healthy and empty.</summary>
internal sealed class FakeLogs : ILogStore
{
    public List<LogSearch> Searches { get; } = [];

    public Func<LogSearch, LogPage> Answer { get; set; } = _ => new LogPage([], null);

    public IReadOnlyList<LogCount> Counts { get; set; } = [];

    /// <summary>Thrown by searches.</summary>
    public StackException? Fault { get; set; }

    public Task<LogPage> SearchAsync(LogSearch search, CancellationToken cancellationToken)
    {
        Searches.Add(search);
        return Fault is null ? Task.FromResult(Answer(search)) : Task.FromException<LogPage>(Fault);
    }

    public Task<IReadOnlyList<LogCount>> CountAsync(LogSearch search, CancellationToken cancellationToken) => Task.FromResult(Counts);
}
