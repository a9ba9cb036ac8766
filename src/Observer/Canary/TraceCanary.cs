using Mem0Observability.Model;
using Mem0Observability.Observer.Store;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Observer.Canary;

/// <summary>A span sent where applications send theirs, until its trace can be read.</summary>
internal sealed class TraceCanary(ITraceStore store, OtlpSender otlp, CanarySettings settings) : ICanary
{
    public string Signal => "trace";

    public TimeSpan LeastInterval => TimeSpan.Zero;

    public TimeSpan Limit => settings.TelemetryLimit;

    public Task SendAsync(string id, CancellationToken cancellationToken) => otlp.SendSpanAsync(TraceId(id), cancellationToken);

    public async Task<bool> IsFoundAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await store.GetAsync(TraceId(id), cancellationToken) is not null;
        }
        catch (Exception e) when (e is StackException or StoreUnavailableException)
        {
            throw new CanaryException(e.Message, e);
        }
    }

    /// <summary>The id ends in 32 hexadecimal digits.</summary>
    private static string TraceId(string id) => id[^32..];
}
