using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Mem0Observability.Tests.Unit.Provisioning;

/// <summary>A real HTTP server on a free port that keeps what it is given, and can break off as a network does.</summary>
internal abstract class StatefulServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    protected StatefulServer()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ReceiveAsync);
    }

    /// <summary>Every request that came in, in order: method and path.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The requests that change something.</summary>
    public IEnumerable<string> Changes => Requests.Where(r => !r.StartsWith("GET", StringComparison.Ordinal) && !r.Contains("_export", StringComparison.Ordinal));

    public Uri Address { get; private set; } = new("http://127.0.0.1:9");

    /// <summary>After so many changes the connection breaks, before the change is made; null for never.</summary>
    public int? BreaksAfterChanges { get; set; }

    /// <summary>So many requests are answered 503 first, as by what is starting.</summary>
    public int Starting { get; set; }

    public async Task StartAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(_app.Urls.Single());
    }

    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
    }

    protected abstract Task<(int Status, string Body)> AnswerAsync(HttpRequest request, string path, string body);

    protected static (string User, string Password)? Basic(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        return header.StartsWith("Basic ", StringComparison.Ordinal) && Encoding.UTF8.GetString(Convert.FromBase64String(header[6..])).Split(':', 2) is [var user, var password]
            ? (user, password)
            : null;
    }

    protected static (int Status, string Body) Json(int status, JsonNode body) => (status, body.ToJsonString());

    private async Task ReceiveAsync(HttpContext context)
    {
        string path = Uri.UnescapeDataString(context.Request.Path.Value!);
        bool isChange = context.Request.Method != "GET" && !path.EndsWith("_export", StringComparison.Ordinal);
        if (isChange && BreaksAfterChanges is { } left && left <= Changes.Count())
        {
            context.Abort();
            return;
        }

        Requests.Add($"{context.Request.Method} {path}");
        using var reader = new StreamReader(context.Request.Body);
        string body = await reader.ReadToEndAsync(context.RequestAborted);
        (int status, string answer) = Starting-- > 0 ? (503, "starting") : await AnswerAsync(context.Request, path, body);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }
}
