using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Mem0Observability.Tests.Integration.Alerting;

/// <summary>Somebody's webhook: keeps what is posted to it.</summary>
/// <remarks>Listens on every address, so that a container reaches it by its host's.</remarks>
internal sealed class WebhookSink : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookSink(WebApplication app)
    {
        _app = app;
        _app.Run(TakeAsync);
    }

    /// <summary>By path, in the order of arrival.</summary>
    public ConcurrentQueue<(string Path, JsonElement Body)> Posts { get; } = [];

    /// <summary>As a container sees it.</summary>
    public string Address => $"http://host.docker.internal:{new Uri(_app.Urls.Single()).Port}";

    public static async Task<WebhookSink> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel((KestrelServerOptions kestrel) => kestrel.Listen(IPAddress.Any, 0));
        var sink = new WebhookSink(builder.Build());
        await sink._app.StartAsync(TestContext.Current.CancellationToken);
        return sink;
    }

    public IEnumerable<JsonElement> At(string path) => Posts.Where(p => p.Path == path).Select(p => p.Body);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        Posts.Enqueue((context.Request.Path.Value ?? "", body.RootElement.Clone()));
    }
}
