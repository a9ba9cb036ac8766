using Mem0Observability.Notifications;

namespace Mem0Observability.Observer.Notify;

internal interface IChannelSender
{
    /// <exception cref="ChannelFailedException">It was not taken, or nobody knows.</exception>
    Task SendAsync(Channel channel, string? secret, Notice notice, CancellationToken cancellationToken);
}
