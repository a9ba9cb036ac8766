namespace Mem0Observability.Observer.Store;

/// <summary>The store cannot take or give rows now.</summary>
/// <param name="reason">Stable snake_case identifier, for example <c>disk_full</c>; also the label of the failure counter.</param>
internal sealed class StoreUnavailableException(string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Reason { get; } = reason;
}
