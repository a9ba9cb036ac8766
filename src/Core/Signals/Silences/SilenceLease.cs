using Mem0Observability.Model;

namespace Mem0Observability.Signals.Silences;

/// <summary>
/// A silence that is held while something is being changed on purpose. It is short and renewed, so that it ends soon by itself when the process
/// that holds it is killed.
/// </summary>
internal sealed class SilenceLease(IAlertRouter router, TimeProvider time)
{
    /// <summary>What stays at most after a kill. Longer than a router that is itself replaced takes to come back.</summary>
    public static readonly TimeSpan UsualTerm = TimeSpan.FromMinutes(3);

    /// <summary>One scrape of what was changed (15 s) and one evaluation of the rules (15 s): then the alerts know that it is back.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_renewal = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan s_endLimit = TimeSpan.FromSeconds(5);

    private PostedSilence? _silence;

    public TimeSpan Term { get; init; } = UsualTerm;

    /// <summary>The monitoring's own alerts about these services; never what proves the alert path, and never one about mem0.</summary>
    public static IReadOnlyList<PostedMatcher> Matchers(IEnumerable<string> services) =>
    [
        new("owner", "monitoring", IsRegex: false, IsEqual: true),
        new("service", string.Join('|', services.Order(StringComparer.Ordinal)), IsRegex: true, IsEqual: true),
        new("alertname", "Watchdog", IsRegex: false, IsEqual: false),
        new("drill", "true", IsRegex: false, IsEqual: false),
    ];

    public async Task TakeAsync(IEnumerable<string> services, string by, string comment, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        _silence = await PostAsync(new(Matchers(services), now, now + Term, by, comment), cancellationToken);
    }

    /// <summary>Renews until it is cancelled; while the router is away, tries again at the next turn.</summary>
    public async Task HoldAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_renewal, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) await TryEndAtAsync(time.GetUtcNow() + Term, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The change is over.
        }
    }

    /// <summary>Lets it end when what was changed has been seen again. A router that does not answer forgets it at the end of its term.</summary>
    public async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(s_endLimit);
        try
        {
            await TryEndAtAsync(time.GetUtcNow() + Settling, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // As above.
        }
    }

    private async Task TryEndAtAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        try
        {
            _silence = await PostAsync(_silence! with { EndsAt = end }, cancellationToken);
        }
        catch (StackException)
        {
            // It is being replaced, perhaps; its silences are in its volume.
        }
    }

    private async Task<PostedSilence> PostAsync(PostedSilence silence, CancellationToken cancellationToken) =>
        silence with { Id = await router.CreateSilenceAsync(silence, cancellationToken) };
}
