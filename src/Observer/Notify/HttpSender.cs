using System.Text;
using Mem0Observability.Notifications;

namespace Mem0Observability.Observer.Notify;

/// <summary>Slack, Microsoft Teams, PagerDuty and plain webhooks: one POST of JSON each.</summary>
internal sealed class HttpSender(HttpClient http) : IChannelSender
{
    private static readonly Uri s_pagerDuty = new("https://events.pagerduty.com/v2/enqueue");

    public async Task SendAsync(Channel channel, string? secret, Notice notice, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(channel, secret));
        request.Content = new StringContent(NoticeJson.Of(channel, secret, notice), Encoding.UTF8, "application/json");
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new ChannelFailedException($"it answered {(int)answer.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            // Its message may name the address, which is the secret.
            throw new ChannelFailedException($"it cannot be reached ({e.HttpRequestError})", e);
        }
    }

    private static Uri Address(Channel channel, string? secret)
    {
        if (channel.Type == Channel.PagerDuty)
            return channel.Url ?? s_pagerDuty;
        return Uri.TryCreate(secret, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new ChannelFailedException($"its secret {channel.SecretFile} holds no http address");
    }
}
