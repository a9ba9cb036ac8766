using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Mem0Observability.Notifications;
using MimeKit;

namespace Mem0Observability.Observer.Notify;

/// <summary>One mail to all recipients of a channel, over SMTP.</summary>
internal sealed class MailSender(TimeProvider time) : IChannelSender
{
    private const int SubmissionPort = 587;
    private const int ImplicitTlsPort = 465;

    public async Task SendAsync(Channel channel, string? secret, Notice notice, CancellationToken cancellationToken)
    {
        using var message = Write(channel, notice);
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(channel.SmtpHost ?? "", channel.SmtpPort ?? SubmissionPort, Security(channel), cancellationToken);
            if (channel.SmtpUser is { Length: > 0 } user)
                await client.AuthenticateAsync(user, secret ?? "", cancellationToken);
            await client.SendAsync(message, cancellationToken);
            await client.DisconnectAsync(true, cancellationToken);
        }
        catch (SmtpCommandException e)
        {
            throw new ChannelFailedException($"the mail server answered {(int)e.StatusCode} ({e.ErrorCode})", e);
        }
        catch (Exception e) when (e is SocketException or IOException or ArgumentException or NotSupportedException or InvalidOperationException
            or SslHandshakeException or AuthenticationException or ProtocolException or CommandException or ServiceNotConnectedException)
        {
            // Messages of these may repeat what was sent.
            throw new ChannelFailedException($"the mail server cannot be used ({e.GetType().Name})", e);
        }
    }

    /// <summary>Without the requirement TLS is still used where the server offers it.</summary>
    private static SecureSocketOptions Security(Channel channel) =>
        channel.SmtpPort == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
        : channel.RequireTls ?? true ? SecureSocketOptions.StartTls
        : SecureSocketOptions.StartTlsWhenAvailable;

    private MimeMessage Write(Channel channel, Notice notice)
    {
        try
        {
            var message = new MimeMessage { Subject = notice.Title, Date = time.GetUtcNow(), Body = new TextPart("plain") { Text = notice.Text + "\n" } };
            message.From.Add(MailboxAddress.Parse(channel.From ?? ""));
            message.To.AddRange((channel.To ?? []).Select(MailboxAddress.Parse));
            return message;
        }
        catch (ParseException e)
        {
            throw new ChannelFailedException("an address in its from or to cannot be read", e);
        }
    }
}
