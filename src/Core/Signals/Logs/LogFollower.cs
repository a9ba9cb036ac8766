using Mem0Observability.Model;

namespace Mem0Observability.Signals.Logs;

/// <summary>New log records as they arrive, by asking again and again.</summary>
internal static class LogFollower
{
    /// <param name="search">Its start is where following begins; end, limit and cursor play no part.</param>
    public static IAsyncEnumerable<LogEntry> FollowAsync(ILogStore store, LogSearch search, TimeSpan interval, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
