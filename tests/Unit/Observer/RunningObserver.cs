using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Mem0Observability.Observer.Canary;
using Mem0Observability.Observer.Hosting;
using Mem0Observability.Observer.Inbox.Storage;
using Mem0Observability.Observer.Notify;
using Mem0Observability.Observer.Remote;
using Mem0Observability.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mem0Observability.Tests.Unit.Observer;

/// <summary>The real host on a free port with a real inbox in its own directory.</summary>
internal sealed class RunningObserver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _ownsDirectory;

    private RunningObserver(WebApplication app, string directory, bool ownsDirectory, ManualTime time, LogRecorder log)
    {
        (_app, Directory, _ownsDirectory, Time, Log) = (app, directory, ownsDirectory, time, log);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public string Directory { get; }

    public ManualTime Time { get; }

    public LogRecorder Log { get; }

    public HttpClient Client { get; }

    public string InboxPath => Path.Combine(Directory, "inbox.db");

    public static async Task<RunningObserver> StartAsync(
        string? directory = null,
        ManualTime? time = null,
        Dictionary<string, Uri>? targets = null,
        RemoteStores? remote = null,
        string? channels = null,
        HttpSender? sender = null,
        WebSettings? web = null)
    {
        var log = new LogRecorder();
        time ??= new ManualTime();
        var data = directory ?? System.IO.Directory.CreateTempSubdirectory("observer-").FullName;
        // None by itself: there is nothing around this one that they could reach.
        var nobody = new Uri("http://127.0.0.1:1");
        var canaries = new CanarySettings { Interval = TimeSpan.Zero, Prometheus = nobody };
        canaries = targets is null ? canaries : canaries with { Targets = targets };
        var app = ObserverHost.Build(
            new ObserverOptions
            {
                DataDirectory = data,
                Urls = "http://127.0.0.1:0",
                OtlpGrpcUrl = "",
                OtlpHttpUrl = "",
                ContainerLogs = "",
                Canaries = canaries,
                Remote = remote,
                Web = web ?? new WebSettings(),
                Channels = channels ?? Path.Combine(data, "no-channels"),
                Alertmanager = nobody,
            },
            time,
            logging => logging.AddProvider(log),
            services => Replace(services, sender));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningObserver(app, data, directory is null, time, log);
    }

    /// <summary>The switch looks when a test says so: its clock would run ahead of most of them.</summary>
    private static void Replace(IServiceCollection services, HttpSender? sender)
    {
        services.Remove(services.Single(s => s.ImplementationType == typeof(SwitchLoop)));
        if (sender is not null)
            services.AddSingleton(sender);
    }

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Runs SQL on the connection that writes, where per-connection limits take effect.</summary>
    public void OnWriter(string sql) => Service<InboxDatabase>().Writer.Execute(sql);

    /// <summary>Asks the file itself over a connection of its own, as another process would.</summary>
    public long CountOnDisk(string table = "notifications")
    {
        using var connection = new SqliteConnection($"Data Source={InboxPath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return (long)connection.Scalar($"SELECT count(*) FROM {table}")!;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path) =>
        await ReadAsync(await Client.GetAsync(path, TestContext.Current.CancellationToken));

    public Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<(HttpStatusCode Status, JsonElement Body)> NotifyAsync(string json) => PostAsync("/api/v1/alerts/webhook", json);

    public Task<(HttpStatusCode Status, JsonElement Body)> NotifyAsync(byte[] body) =>
        SendAsync(HttpMethod.Post, "/api/v1/alerts/webhook", new ByteArrayContent(body), "application/json");

    public Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string json) =>
        SendAsync(method, path, new ByteArrayContent(Encoding.UTF8.GetBytes(json)), "application/json");

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, HttpContent content, string contentType)
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await ReadAsync(await Client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    public Task<string> MetricsAsync() => Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (_ownsDirectory)
            System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> ReadAsync(HttpResponseMessage response)
    {
        using var answer = response;
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        if ((int)answer.StatusCode >= 400 && answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        if (bytes.Length == 0)
            return (answer.StatusCode, default);
        using var document = JsonDocument.Parse(bytes);
        return (answer.StatusCode, document.RootElement.Clone());
    }
}
