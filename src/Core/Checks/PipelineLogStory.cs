using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Signals.Pipeline;

namespace Mem0Observability.Checks;

/// <summary>Why a line is not found where it goes through Filebeat and Logstash to Elasticsearch: what each of them says of itself.</summary>
internal static class PipelineLogStory
{
    /// <summary>The observer writes a line a minute: when all is well, something is always newer.</summary>
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(3);

    public static async Task<LogStory> AskAsync(LogPipeline pipeline, ILogStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        IReadOnlyList<PipelineStage> stages = await pipeline.AskAsync(cancellationToken);
        LogEntry? newest = await NewestAsync(store, time, cancellationToken);
        SignalHop[] hops = [.. stages.Select(Hop), Stored(newest), LogStory.NotFound];
        return new LogStory(hops, Advice(stages, newest));
    }

    private static SignalHop Hop(PipelineStage stage) =>
        new(stage.Name, stage.Passed is not null && stage.Fault is null, null, stage.Fault is null ? stage.Detail : $"{stage.Fault}; {stage.Detail}");

    private static SignalHop Stored(LogEntry? newest) => newest is null
        ? new("elasticsearch", false, null, "no line of anybody within 3 minutes")
        : new("elasticsearch", true, null, FormattableString.Invariant($"lines of others, the newest of '{newest.Service}' from {newest.Timestamp.UtcDateTime:u}"));

    private static string Advice(IReadOnlyList<PipelineStage> stages, LogEntry? newest)
    {
        if (stages.FirstOrDefault(s => s.Fault is not null) is { } broken)
            return $"'{broken.Name}' says: {broken.Fault}. See: docker logs of '{broken.Name}'";
        if (newest is null)
            return "Filebeat and Logstash pass lines on and Elasticsearch has none: does it refuse to write (disk watermark, read-only index, a role)? See: docker logs of 'logstash'";
        return "Other lines get through and this service's do not: is its logging driver json-file, and does logstash.conf give it another service.name? See: docker inspect --format '{{.HostConfig.LogConfig.Type}}'";
    }

    private static async Task<LogEntry?> NewestAsync(ILogStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        LogPage page = await store.SearchAsync(new LogSearch { Start = now - s_fresh, End = now.AddDays(1), Limit = 1 }, cancellationToken);
        return page.Entries.Count > 0 ? page.Entries[0] : null;
    }
}
