using Mem0Observability.Model;

namespace Mem0Observability.Signals.Logs;

/// <summary>A store of log records that can be searched.</summary>
/// <remarks>
/// Empty, failed and unreachable are three answers: an empty page, <c>LogQueryFailed</c>, and <c>LogStoreUnreachable</c>.
/// </remarks>
internal interface ILogStore
{
    Task<LogPage> SearchAsync(LogSearch search, CancellationToken cancellationToken);

    /// <summary>Counts by minute and level, oldest first; limit and cursor of the search play no part.</summary>
    Task<IReadOnlyList<LogCount>> CountAsync(LogSearch search, CancellationToken cancellationToken);
}
