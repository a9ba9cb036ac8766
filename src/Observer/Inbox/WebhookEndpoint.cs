using Mem0Observability.Observer.Http;
using Mem0Observability.Observer.Inbox.Storage;
using Mem0Observability.Observer.Watchdog;

namespace Mem0Observability.Observer.Inbox;

/// <summary>Alertmanager's way in: read, parse, hear the Watchdog, store, and only then answer.</summary>
internal sealed class WebhookEndpoint(
    DeliveryStore store, Heartbeat heartbeat, InboxMetrics metrics, ILogger<WebhookEndpoint> logger) : IDisposable
{
    // Each place may hold a body of 1 MiB and what it is parsed into; more senders than this wait their turn.
    private readonly SemaphoreSlim _places = new(8);

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/alerts/webhook", ReceiveAsync);

    public void Dispose() => _places.Dispose();

    private async Task ReceiveAsync(HttpContext context)
    {
        await _places.WaitAsync(context.RequestAborted);
        try
        {
            var receipt = await AcceptAsync(context);
            await context.WriteAsync(receipt, ApiJson.Default.WebhookReceipt);
        }
        catch (ProblemException e)
        {
            metrics.Refused(e.Code);
            logger.LogWarning("Webhook refused: {Code}", e.Code);
            throw;
        }
        catch (BadHttpRequestException)
        {
            metrics.Refused("bad_request");
            throw;
        }
        catch (InboxUnavailableException e)
        {
            metrics.Refused(e.Reason);
            throw;
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<WebhookReceipt> AcceptAsync(HttpContext context)
    {
        var message = await context.Request.ReadJsonAsync(WebhookJson.Default.WebhookMessage, RequestBody.WebhookLimit);
        var delivery = WebhookParser.Parse(message);

        // Before it is stored: a full disk has its own alarm, and the way through Prometheus and Alertmanager is alive.
        if (delivery.Alerts.Any(a => a.Name == Heartbeat.AlertName && a.Status == NotifiedAlert.Firing))
            heartbeat.Beat();
        else if (delivery.Alerts.Any(a => a.Name == Heartbeat.AlertName))
            heartbeat.Resolve();

        var stored = await store.StoreAsync(delivery, context.RequestAborted);
        metrics.Accepted(delivery, stored);
        return new WebhookReceipt(stored.Duplicate ? 0 : delivery.Alerts.Count, stored.Duplicate);
    }
}
