using System.Net;
using System.Text.Json;
using Mem0Observability.Model;
using Mem0Observability.Observer.Http;
using Mem0Observability.Observer.Query;
using Mem0Observability.Observer.Store;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Signals.Traces;
using Mem0Observability.Tests.Unit.Signals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Mem0Observability.Tests.Unit.Observer.Query;

/// <summary>The query endpoints alone, over stores that a test sets.</summary>
internal sealed class QueryHost : IAsyncDisposable, ITelemetryStatistics
{
    private readonly WebApplication _app;

    private QueryHost()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "observer" });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton<ILogStore>(Logs);
        builder.Services.AddSingleton<ITraceStore>(Traces);
        builder.Services.AddSingleton<ITelemetryStatistics>(this);
        builder.Services.AddTelemetryQueries();
        _app = builder.Build();
        _app.UseMiddleware<ProblemMiddleware>();
        _app.UseRouting();
        _app.MapTelemetryQueries();
        _app.UseEndpoints(_ => { });
    }

    public ManualTime Time { get; } = new();

    public FakeLogStore Logs { get; } = new();

    public FakeTraceStore Traces { get; } = new();

    public Func<string?, DateTimeOffset, DateTimeOffset, IReadOnlyList<OperationLatency>> Latencies { get; set; } = (_, _, _) => [];

    public HttpClient Client { get; } = new();

    public Uri Address => Client.BaseAddress!;

    public static async Task<QueryHost> StartAsync()
    {
        var host = new QueryHost();
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        host.Client.BaseAddress = new Uri(host._app.Urls.Single());
        return host;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path)
    {
        using HttpResponseMessage answer = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>Status, code and detail of a refusal.</summary>
    public async Task<(int Status, string Code, string Detail)> ProblemAsync(string path)
    {
        (HttpStatusCode status, JsonElement body) = await GetAsync(path);
        return ((int)status, body.GetProperty("code").GetString()!, body.GetProperty("detail").GetString()!);
    }

    public Task<IReadOnlyList<OperationLatency>> LatenciesAsync(
        string? service, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) =>
        Task.FromResult(Latencies(service, start, end));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
