using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Mem0Observability.Observer.Canary;
using Mem0Observability.Observer.Hosting;
using Mem0Observability.Observer.Otlp;
using Mem0Observability.Observer.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

/// <summary>The real host with its OTLP ports open, and a store that only remembers.</summary>
internal sealed class RunningIntake : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryDirectory _directory = new();

    private RunningIntake(string? token, int maxBytes)
    {
        var options = new ObserverOptions
        {
            DataDirectory = _directory.FullName,
            Urls = "http://127.0.0.1:0",
            OtlpGrpcUrl = "http://127.0.0.1:0",
            OtlpHttpUrl = "http://127.0.0.1:0",
            OtlpToken = token is null ? null : new BearerToken(token),
            OtlpMaxBytes = maxBytes,
            ContainerLogs = "",
            Canaries = new CanarySettings { Interval = TimeSpan.Zero },
        };
        _app = ObserverHost.Build(
            options, new ManualTime(), logging => logging.AddProvider(Log), services => services.AddSingleton<ITelemetrySink>(Sink));
    }

    public FakeSink Sink { get; } = new();

    public LogRecorder Log { get; } = new();

    public HttpClient Observer { get; private set; } = null!;

    public HttpClient Grpc { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public static async Task<RunningIntake> StartAsync(string? token = null, int maxBytes = 1024 * 1024)
    {
        var intake = new RunningIntake(token, maxBytes);
        await intake._app.StartAsync(TestContext.Current.CancellationToken);
        HttpClient[] clients = [.. intake._app.Urls.Select(url => new HttpClient { BaseAddress = new Uri(url) })];
        (intake.Observer, intake.Grpc, intake.Http) = (clients[0], clients[1], clients[2]);
        intake.Grpc.DefaultRequestVersion = HttpVersion.Version20;
        intake.Grpc.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return intake;
    }

    public async Task<HttpResponseMessage> PostAsync(string path, byte[] body, string type = "application/x-protobuf", string? encoding = null, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = type.Length > 0 ? MediaTypeHeaderValue.Parse(type) : null;
        if (encoding is not null)
            request.Content.Headers.ContentEncoding.Add(encoding);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <param name="service">For example <c>trace.v1.TraceService</c>.</param>
    public async Task<GrpcAnswer> CallAsync(string service, byte[] message, string? encoding = null, string? token = null)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = (byte)(encoding is null ? 0 : 1);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/opentelemetry.proto.collector.{service}/Export")
        {
            Content = new ByteArrayContent(frame),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        if (encoding is not null)
            request.Headers.Add("grpc-encoding", encoding);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Grpc.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new GrpcAnswer(
            int.Parse(Header(response, "grpc-status")!, System.Globalization.CultureInfo.InvariantCulture),
            Uri.UnescapeDataString(Header(response, "grpc-message") ?? ""),
            Header(response, "grpc-status-details-bin") is { } details ? Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')) : null,
            body.Length > 5 ? body[5..] : []);
    }

    public Task<string> MetricsAsync() => Observer.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Observer.Dispose();
        Grpc.Dispose();
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _directory.Dispose();
        Sink.Out.Should().Be(0, "every batch is committed or given back");
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values) ? values.Single() : null;

    public sealed record GrpcAnswer(int Status, string Message, byte[]? Details, byte[] Body);
}
