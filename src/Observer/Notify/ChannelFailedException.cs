namespace Mem0Observability.Observer.Notify;

/// <summary>A channel did not take a notice. The message is for a log: it never has the address or another secret.</summary>
internal sealed class ChannelFailedException(string message, Exception? inner = null) : Exception(message, inner);
