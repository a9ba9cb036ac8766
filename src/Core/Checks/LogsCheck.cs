using System.Runtime.CompilerServices;
using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Checks;

/// <summary>The newest line that each service's container wrote, or a later one, is found in the log store.</summary>
internal sealed class LogsCheck : ICheck
{
    /// <summary>A line may carry its own time, which is a little before the engine's.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(2);

    /// <summary>Less than the shipped retention of 7 days: an older line may have been dropped by right.</summary>
    private static readonly TimeSpan s_quiet = TimeSpan.FromDays(6);

    /// <summary>Within which a service without a container here must have been heard.</summary>
    private static readonly TimeSpan s_recent = TimeSpan.FromHours(1);

    public string Name => "logs";

    public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Task<CheckResult>[] results = [.. context.Scope.Where(s => s.Signal.Logs).SelectMany(s => Judge(context, s, cancellationToken))];
        foreach (CheckResult result in await Task.WhenAll(results))
            yield return result;

        string id = context.NewControlId();
        var line = new WrittenLine(context.Time.GetUtcNow(), id);
        yield return NegativeControl.Judge(id, await FindAsync(context, id, [id], line, TimeSpan.Zero, cancellationToken));
    }

    private IEnumerable<Task<CheckResult>> Judge(CheckContext context, ScopedService service, CancellationToken cancellationToken)
    {
        string[] names = [service.Signal.Container, service.Name];
        if (service.Containers.Count > 0)
        {
            bool several = service.Containers.Count > 1;
            return service.Containers.Select(c => JudgeAsync(context, c, several ? $"{c.Project}/{service.Name}" : service.Name, [.. names.Distinct()], cancellationToken));
        }

        if (service.RunsElsewhere)
            return [FindAsync(context, service.Name, [.. names.Distinct()], new WrittenLine(context.Time.GetUtcNow() - s_recent, ""), TimeSpan.Zero, cancellationToken)];

        return [Task.FromResult(new Verdict(Name, service.Name, context.Time).Failed(
            service.IsGone ? "It was monitored within the last hour and is gone: nothing writes its log. Start it again." : "It has no container, so nothing writes its log. Start it: Start-Mem0Monitoring",
            new SignalHop("written", false, null, "no container")))];
    }

    private async Task<CheckResult> JudgeAsync(
        CheckContext context, ServiceStatus container, string target, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var verdict = new Verdict(Name, target, context.Time);
        WrittenLine? line = await context.NewestLine(container, cancellationToken);
        if (line is null)
            return verdict.Warning("Its container has written no line yet, so there is nothing to find.", new SignalHop("written", false, null, "no line"));

        return context.Time.GetUtcNow() - line.Time > s_quiet
            ? verdict.Warning($"Its container wrote its last line at {line.Time.UtcDateTime:u}, longer ago than logs are kept for sure.", Written(line))
            : await FindAsync(context, target, names, line, context.TelemetryPatience, cancellationToken);
    }

    private async Task<CheckResult> FindAsync(
        CheckContext context, string target, IReadOnlyList<string> names, WrittenLine line, TimeSpan patience, CancellationToken cancellationToken)
    {
        var verdict = new Verdict(Name, target, context.Time);
        // The end is open: a clock that is ahead must not hide what it stamped.
        var search = new LogSearch { Start = line.Time - s_skew, End = context.Time.GetUtcNow().AddDays(1), Services = names, Limit = 1 };
        LogPage page = await Patience.LookAsync(
            () => context.Sources.Logs.SearchAsync(search, cancellationToken), p => p.Entries.Count > 0, patience, context.Time, cancellationToken);
        if (page.Entries.Count > 0)
        {
            string seen = FormattableString.Invariant($"its newest line is from {page.Entries[0].Timestamp.UtcDateTime:u}");
            return verdict.Passed($"Found: {seen}.", [Written(line), .. Between(context), new("found", true, null, seen)]);
        }

        LogStory story = context.Sources.Pipeline is { } pipeline
            ? await PipelineLogStory.AskAsync(pipeline, context.Sources.Logs, context.Time, cancellationToken)
            : await LogStory.AskAsync(context.Sources.Metrics, cancellationToken);
        return verdict.Failed($"Last hop that worked: {story.LastWorking(line)}. {story.Advice}", [Written(line), .. story.Hops]);
    }

    /// <summary>What is found has been everywhere on its way.</summary>
    private static IEnumerable<SignalHop> Between(CheckContext context) =>
        (context.Sources.Pipeline is null ? new[] { "read", "stored" } : ["filebeat", "logstash", "elasticsearch"]).Select(name => new SignalHop(name, true, null, ""));

    private static SignalHop Written(WrittenLine line) => new("written", true, null, FormattableString.Invariant($"by the container at {line.Time.UtcDateTime:u}"));
}
