using System.Threading.Channels;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Silences;

namespace Mem0Observability.Stack;

/// <summary>Mutes the monitoring's own alerts about the services that a command changes, where there is a running stack to mute.</summary>
internal sealed class DeployLease : IAsyncDisposable
{
    private const int AlertmanagerPort = 9093;

    /// <summary>Whose alerts speak of a neighbour that is away: notifications dropped, notifications failed, canaries lost.</summary>
    private static readonly Dictionary<string, string> s_neighbours = new()
    {
        ["alertmanager"] = "prometheus",
        ["observer"] = "alertmanager",
        ["prometheus"] = "observer",
    };

    public static Func<HttpClient, Uri, IAlertRouter> Alertmanager { get; } = (http, address) => new AlertmanagerRouter(http, address);

    private readonly HttpClient _http = StackHttp.Create();
    private readonly CancellationTokenSource _stop = new();
    private readonly SilenceLease _lease;
    private Task _holding = Task.CompletedTask;
    private bool _held;

    private DeployLease(Func<HttpClient, Uri, IAlertRouter> router, Uri address) => _lease = new(router(_http, address), TimeProvider.System);

    /// <param name="running">The containers of the project.</param>
    /// <param name="services">Those that are replaced, stopped or removed.</param>
    /// <returns>Null where nothing that runs is changed, or nobody would be told of it.</returns>
    public static async Task<DeployLease?> TakeAsync(
        Func<HttpClient, Uri, IAlertRouter> router, IReadOnlyList<ContainerInfo> running, IReadOnlyCollection<string> services, string doing, ChannelWriter<StackItem> items, CancellationToken cancellationToken)
    {
        if (services.Count == 0 || Port(running) is not { } port || Find(running, "prometheus") is null) return null;
        var lease = new DeployLease(router, new($"http://127.0.0.1:{port}"));
        try
        {
            await lease.TryTakeAsync(services, doing, items, cancellationToken);
            return lease;
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
#pragma warning disable VSTHRD003 // Started by this object.
        await _holding;
#pragma warning restore VSTHRD003
        if (_held) await _lease.EndAsync();
        _stop.Dispose();
        _http.Dispose();
    }

    private async Task TryTakeAsync(IReadOnlyCollection<string> services, string doing, ChannelWriter<StackItem> items, CancellationToken cancellationToken)
    {
        var muted = services.Concat(services.Select(s => s_neighbours.GetValueOrDefault(s)).OfType<string>()).ToHashSet(StringComparer.Ordinal);
        var comment = $"{doing} {string.Join(", ", services.Order(StringComparer.Ordinal))}. "
            + $"Made by the command and renewed while it runs; ends by itself at most {SilenceLease.UsualTerm.TotalMinutes:0} minutes after it, however it ended.";
        try
        {
            await _lease.TakeAsync(muted, "Mem0Observability", comment, cancellationToken);
            _held = true;
            _holding = _lease.HoldAsync(_stop.Token);
            items.TryWrite(new VerboseItem($"Alerts of the monitoring about {string.Join(", ", muted.Order(StringComparer.Ordinal))} are silenced meanwhile."));
        }
        catch (StackException e)
        {
            // A sick Alertmanager is a reason to deploy, not one against it.
            items.TryWrite(new VerboseItem($"No silence for the time of the change: {e.Message}"));
        }
    }

    private static int? Port(IReadOnlyList<ContainerInfo> running) =>
        Find(running, "alertmanager")?.Ports.FirstOrDefault(p => p is { Protocol: "tcp", ContainerPort: AlertmanagerPort, HostPort: > 0 })?.HostPort;

    private static ContainerInfo? Find(IReadOnlyList<ContainerInfo> containers, string service) =>
        containers.FirstOrDefault(c => c.State == "running" && c.Labels.GetValueOrDefault(StackLabels.Service) == service);
}
