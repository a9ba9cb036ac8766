using System.Diagnostics.CodeAnalysis;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Silences;

/// <summary>Works for <c>New-Mem0Silence</c>: first looks what a silence would do, then creates it.</summary>
internal sealed class SilenceMaker(IAlertRouter router, TimeProvider time)
{
    /// <returns>A plan, or why this silence must not be. A router that does not answer is an error.</returns>
    public async Task<(SilencePlan? Plan, StackException? Refusal)> PlanAsync(SilenceRequest request, CancellationToken cancellationToken)
    {
        if (!TryRead(request, out PostedSilence? silence, out IReadOnlyList<SilenceMatcher> matchers, out StackException? refusal))
            return (null, refusal);

        IReadOnlyList<RoutedAlert> muted = await router.AlertsAsync([.. matchers.Select(m => m.ToString())], cancellationToken);
        string text = string.Join(", ", matchers);
        if (!request.Force && PathGuards.MutedBy(matchers, muted) is { } guard)
            return (null, Guarded(text, guard));

        return (new(silence, text, muted.Count), null);
    }

    public async Task<AlertSilence> CreateAsync(SilencePlan plan, CancellationToken cancellationToken)
    {
        string id = await router.CreateSilenceAsync(plan.Silence, cancellationToken);
        return (await new SilenceQuery(router).ReadAsync(cancellationToken)).Single(id);
    }

    private bool TryRead(
        SilenceRequest request,
        [NotNullWhen(true)] out PostedSilence? silence,
        out IReadOnlyList<SilenceMatcher> matchers,
        [NotNullWhen(false)] out StackException? refusal)
    {
        (silence, matchers, refusal) = (null, [], null);
        try
        {
            matchers = request.ToMatchers();
            (DateTimeOffset start, DateTimeOffset end) = request.ToSpan(time.GetUtcNow());
            silence = new([.. matchers.Select(m => new PostedMatcher(m.Name, m.Value, m.IsRegex, m.IsEqual))], start, end, request.CreatedBy, request.Comment);
            return true;
        }
        catch (StackException e)
        {
            refusal = e;
            return false;
        }
    }

    private static StackException Guarded(string matchers, string guard) => new(
        "SilenceOfGuard",
        StackErrorCategory.InvalidArgument,
        $"The silence {matchers} would mute {guard}, which proves that alerts get through: a broken alert path would look like a quiet one. "
        + """Leave it out by -Matcher 'alertname!~"Watchdog|Mem0TestAlert"', or use -Force.""",
        matchers);
}
