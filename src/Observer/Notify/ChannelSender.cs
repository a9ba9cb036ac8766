using Mem0Observability.Notifications;

namespace Mem0Observability.Observer.Notify;

/// <summary>Sends a notice by the way of the channel's type, each attempt within a limit.</summary>
internal sealed class ChannelSender(ChannelFile file, HttpSender http, MailSender mail)
{
    /// <summary>As long as Alertmanager waits for a receiver.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <exception cref="ChannelFailedException">It was not taken, or nobody knows.</exception>
    public async Task SendAsync(Channel channel, Notice notice, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            var secret = await file.SecretAsync(channel, limit.Token);
            IChannelSender sender = channel.Type == Channel.Email ? mail : http;
            await sender.SendAsync(channel, secret, notice, limit.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChannelFailedException($"no answer within {s_limit.TotalSeconds:0} s", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new ChannelFailedException($"its secret {channel.SecretFile} cannot be read ({e.GetType().Name})", e);
        }
    }
}
