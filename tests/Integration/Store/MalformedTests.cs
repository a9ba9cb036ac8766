using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>What no sender should send, to the real process: it says no, stays small, and goes on.</summary>
[Collection(Alone.Name)]
[Trait("Suite", "Telemetry")]
public sealed class MalformedTests(RunningObserver observer) : IClassFixture<RunningObserver>, IDisposable
{
    private const int Repetitions = 20;

    private readonly OtlpSender _sender = new(observer.Grpc);

    public void Dispose() => _sender.Dispose();

    [Theory]
    [InlineData("truncated")]
    [InlineData("wrong wire types")]
    [InlineData("a length of 1 GB")]
    [InlineData("nested too deeply")]
    [InlineData("invalid UTF-8")]
    [InlineData("no protobuf")]
    public async Task A_malformed_request_is_refused(string kind)
    {
        var request = StrangeRequest.Malformed(kind);
        for (var i = 0; i < Repetitions; i++)
        {
            foreach (var spans in (bool[])[true, false]) (await SendAsync(spans, request)).Should().Be(StatusCode.InvalidArgument);
            (await PostAsync(request)).Should().Be(HttpStatusCode.BadRequest);
        }

        await observer.IsSoundAsync();
    }

    [Fact]
    public async Task A_small_request_that_unpacks_to_a_large_one_is_refused()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var megabyte = 0; megabyte < 512; megabyte++) await gzip.WriteAsync(zeros, TestContext.Current.CancellationToken);
        }

        (await PostAsync(packed.ToArray(), "gzip")).Should().BeOneOf([HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest]);
        await observer.IsSoundAsync();
    }

    [Fact]
    public async Task A_grpc_message_that_announces_a_gigabyte_is_refused()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(observer.Grpc, "opentelemetry.proto.collector.trace.v1.TraceService/Export"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0x40, 0, 0, 0, .. new byte[1000]]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var status = answer.TrailingHeaders.Concat(answer.Headers).Single(h => h.Key == "grpc-status").Value.Single();
        status.Should().NotBe("0");
        await observer.IsSoundAsync();
    }

    [Theory]
    [InlineData("1970", 1)]
    [InlineData("2300", 10_413_792_000_000_000_000)]
    [InlineData("after all time", ulong.MaxValue)]
    public async Task A_row_of_another_age_is_refused_with_a_word(string _, ulong time)
    {
        foreach (var spans in (bool[])[true, false]) (await SendAsync(spans, StrangeRequest.Row(spans, StrangeRequest.SomeId, time))).Should().Be(OtlpSender.Partial);
        await observer.IsSoundAsync();
    }

    /// <summary>A span without an id can be found by nobody; a log record can.</summary>
    [Fact]
    public async Task Ids_of_zeros_are_no_ids()
    {
        (await SendAsync(spans: true, StrangeRequest.Row(spans: true, new byte[16], StrangeRequest.Now))).Should().Be(OtlpSender.Partial);
        (await SendAsync(spans: false, StrangeRequest.Row(spans: false, new byte[16], StrangeRequest.Now))).Should().Be(StatusCode.OK);
        await observer.IsSoundAsync();
    }

    private async Task<StatusCode> SendAsync(bool spans, byte[] request)
    {
        try
        {
            await _sender.SendOnceAsync(spans, request, TestContext.Current.CancellationToken);
            return StatusCode.OK;
        }
        catch (RpcException answer)
        {
            return answer.StatusCode;
        }
    }

    private async Task<HttpStatusCode> PostAsync(byte[] body, string? encoding = null)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);
        using var answer = await client.PostAsync(new Uri(observer.Http, "v1/traces"), content, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
