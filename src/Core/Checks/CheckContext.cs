using Mem0Observability.Dashboards;
using Mem0Observability.Model;
using Mem0Observability.Notifications;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>What the checks look at.</summary>
internal sealed record CheckContext(
    SignalMatrix Matrix,
    SignalSources Sources,
    IReadOnlyList<ServiceStatus> Services,
    IReadOnlyList<ScopedService> Scope,
    TimeProvider Time)
{
    /// <summary>Names what must not be found; letters and digits only, so that it may be a metric, job, alert, service or drill.</summary>
    public Func<string> NewControlId { get; init; } = () => "mem0control" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>As above, where a trace id is wanted: 32 hexadecimal digits.</summary>
    public Func<string> NewTraceId { get; init; } = () => Guid.NewGuid().ToString("N");

    /// <summary>The dashboards whose panels are executed.</summary>
    public DashboardFolder Dashboards { get; init; } = DashboardFolder.None;

    /// <summary>The newest line that a container wrote; asked of the engine, of which the checks know nothing.</summary>
    public Func<ServiceStatus, CancellationToken, Task<WrittenLine?>> NewestLine { get; init; } = (_, _) => Task.FromResult<WrittenLine?>(null);

    /// <summary>The last lines of a container's log; of the engine likewise.</summary>
    public Func<ServiceStatus, CancellationToken, Task<string>> LastLines { get; init; } = (_, _) => Task.FromResult("");

    /// <summary>Who is told of alerts beyond the inbox.</summary>
    public IReadOnlyList<KeptChannel> Channels { get; init; } = [];

    /// <summary>How long a line or a span may take to where it is looked for.</summary>
    public TimeSpan TelemetryPatience => Sources.Pipeline is null ? Patience.Telemetry : Patience.LongWay;

    /// <summary>Decides which services of the matrix count; one quick query.</summary>
    /// <param name="services">The containers of the stack and of mem0, as the engine sees them.</param>
    public static async Task<CheckContext> CreateAsync(
        SignalMatrix matrix,
        SignalSources sources,
        IReadOnlyList<ServiceStatus> services,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<ScopedService> scope = await CheckScope.ResolveAsync(matrix, sources.Metrics, services, cancellationToken);
        return new CheckContext(matrix, sources, services, scope, time);
    }
}
