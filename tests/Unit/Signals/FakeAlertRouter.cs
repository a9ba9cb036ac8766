using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Silences;

namespace Mem0Observability.Tests.Unit.Signals;

/// <summary>A router whose alerts a test sets; it applies matchers of the form <c>name="value"</c>.</summary>
internal sealed class FakeAlertRouter : IAlertRouter
{
    public Uri Address { get; } = new("http://127.0.0.1:9093/");

    public Func<IReadOnlyList<RoutedAlert>> Alerts { get; set; } = () => [];

    public List<RoutedSilence> Silences { get; } = [];

    public List<PostedAlert> Posted { get; } = [];

    public List<string> Receivers { get; set; } = ["inbox"];

    /// <summary>Asked anew each time; <see cref="Posted"/> tells what was sent before.</summary>
    public Func<IReadOnlyList<NotificationCount>> Notifications { get; set; } = () => [new("inbox", 40, 0, 0, [])];

    public StackException? Fault { get; set; }

    public static StackException Unreachable { get; } =
        new("AlertRouterUnreachable", StackErrorCategory.ResourceUnavailable, "Alertmanager cannot be reached.", "alertmanager");

    public static RoutedAlert Alert(IReadOnlyDictionary<string, string> labels, DateTimeOffset? at = null, params string[] mutedBy) =>
        new(AlertLabels.Fingerprint(labels), "active", at, at, ["inbox"], mutedBy, labels, new Dictionary<string, string>());

    public Task<IReadOnlyList<RoutedAlert>> AlertsAsync(IReadOnlyList<string> matchers, CancellationToken cancellationToken) =>
        GiveAsync<IReadOnlyList<RoutedAlert>>(
            () => [.. Alerts().Where(a => matchers.All(m => a.Labels.Any(l => m == PromQL.Matcher(l.Key, l.Value))))], cancellationToken);

    public Task PostAlertsAsync(IReadOnlyList<PostedAlert> alerts, CancellationToken cancellationToken) =>
        GiveAsync(
            () =>
            {
                Posted.AddRange(alerts);
                return 0;
            },
            cancellationToken);

    public Task<RouterStatus> StatusAsync(CancellationToken cancellationToken) =>
        GiveAsync(() => new RouterStatus("0.34.1", "disabled", null), cancellationToken);

    public Task<IReadOnlyList<string>> ReceiversAsync(CancellationToken cancellationToken) =>
        GiveAsync<IReadOnlyList<string>>(() => Receivers, cancellationToken);

    public Task<IReadOnlyList<NotificationCount>> NotificationsAsync(CancellationToken cancellationToken) =>
        GiveAsync(() => Notifications(), cancellationToken);

    public Task<IReadOnlyList<RoutedSilence>> SilencesAsync(CancellationToken cancellationToken) =>
        GiveAsync<IReadOnlyList<RoutedSilence>>(() => [.. Silences], cancellationToken);

    public Task<string> CreateSilenceAsync(PostedSilence silence, CancellationToken cancellationToken) =>
        GiveAsync(
            () =>
            {
                string id = $"silence-{Silences.Count + 1}";
                IReadOnlyList<SilenceMatcher> matchers = [.. silence.Matchers.Select(m => new SilenceMatcher(m.Name, (m.IsEqual ? "=" : "!") + (m.IsRegex ? "~" : m.IsEqual ? "" : "="), m.Value))];
                Silences.Add(new(id, "active", matchers, silence.StartsAt, silence.EndsAt, silence.CreatedBy, silence.Comment));
                return id;
            },
            cancellationToken);

    public Task ExpireSilenceAsync(string id, CancellationToken cancellationToken) =>
        GiveAsync(() => Silences[Silences.FindIndex(s => s.Id == id)] = Silences.Single(s => s.Id == id) with { State = "expired" }, cancellationToken);

    private Task<T> GiveAsync<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Fault is null ? Task.FromResult(answer()) : Task.FromException<T>(Fault);
    }
}
