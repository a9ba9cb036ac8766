using Mem0Observability.Observer.Canary;
using Mem0Observability.Observer.Hosting;
using Mem0Observability.Observer.Otlp;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Signals.Traces;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Mem0Observability.Tests.Integration.Telemetry;

/// <summary>The observer in this process, with its own store in a folder of its own, open for OTLP on free ports.</summary>
internal sealed class OtlpObserver : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("otlp-observer-");
    private readonly WebApplication _app;

    private OtlpObserver(string? token)
    {
        const string FreePort = "http://127.0.0.1:0";
        var options = new ObserverOptions
        {
            DataDirectory = _folder.FullName,
            Urls = FreePort,
            OtlpGrpcUrl = FreePort,
            OtlpHttpUrl = FreePort,
            OtlpToken = token is null ? null : new BearerToken(token),
            ContainerLogs = "",
            Canaries = new CanarySettings { Interval = TimeSpan.Zero },
        };
        _app = ObserverHost.Build(options, TimeProvider.System, _ => { });
    }

    public Uri Grpc => new(_app.Urls.ElementAt(1));

    public Uri Http => new(_app.Urls.ElementAt(2));

    public ILogStore Logs => _app.Services.GetRequiredService<ILogStore>();

    public ITraceStore Traces => _app.Services.GetRequiredService<ITraceStore>();

    public static async Task<OtlpObserver> StartAsync(string? token = null)
    {
        var observer = new OtlpObserver(token);
        await observer._app.StartAsync(TestContext.Current.CancellationToken);
        return observer;
    }

    public async Task<string> MetricsAsync()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri($"{_app.Urls.First()}/metrics"), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
