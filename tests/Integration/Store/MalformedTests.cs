using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Grpc.Core;
using Mem0Observability.Observer.Wire;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>What no sender should send, to the real process: it says no, stays small, and goes on.</summary>
[Collection(Alone.Name)]
[Trait("Suite", "Telemetry")]
public sealed class MalformedTests : IAsyncLifetime
{
    private const double MostMegabytes = 200;
    private const int Repetitions = 50;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-malformed-");
    private readonly SentRows _rows = new();
    private StoredObserver _observer = null!;

    public static TheoryData<string> Refused => ["truncated", "wrong wire types", "a length of 1 GB", "nested too deeply", "invalid UTF-8", "no protobuf"];

    public async ValueTask InitializeAsync()
    {
        _observer = new StoredObserver(_folder.FullName);
        await _observer.StartAsync();
        await _rows.OnceAsync(_observer.Process.Grpc);
    }

    public async ValueTask DisposeAsync()
    {
        await _observer.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_malformed_request_is_refused(string kind)
    {
        var token = TestContext.Current.CancellationToken;
        var request = Malformed(kind);
        using var sender = new OtlpSender(_observer.Process.Grpc);
        for (var i = 0; i < Repetitions; i++)
        {
            foreach (var spans in (bool[])[true, false])
            {
                var refusal = await sender.Invoking(s => s.SendOnceAsync(spans, request, token)).Should().ThrowAsync<RpcException>();
                refusal.Which.StatusCode.Should().Be(StatusCode.InvalidArgument);
            }

            (await PostAsync("v1/traces", request)).Should().Be(HttpStatusCode.BadRequest);
        }

        await IsSoundAsync();
    }

    [Fact]
    public async Task A_small_request_that_unpacks_to_a_large_one_is_refused()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var megabyte = 0; megabyte < 512; megabyte++) await gzip.WriteAsync(zeros, TestContext.Current.CancellationToken);
        }

        (await PostAsync("v1/traces", packed.ToArray(), "gzip")).Should().BeOneOf([HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest]);
        await IsSoundAsync();
    }

    [Fact]
    public async Task A_grpc_message_that_announces_a_gigabyte_is_refused()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_observer.Process.Grpc, "opentelemetry.proto.collector.trace.v1.TraceService/Export"))
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
        await IsSoundAsync();
    }

    [Theory]
    [InlineData("zero ids", 1_700_000_000_000_000_000)]
    [InlineData("1970", 1)]
    [InlineData("2300", 10_413_792_000_000_000_000)]
    [InlineData("after all time", ulong.MaxValue)]
    public async Task A_strange_row_does_no_harm(string kind, ulong time)
    {
        var token = TestContext.Current.CancellationToken;
        using var sender = new OtlpSender(_observer.Process.Grpc);
        var id = kind == "zero ids" ? new byte[16] : [.. Enumerable.Range(1, 16).Select(b => (byte)b)];
        foreach (var spans in (bool[])[true, false])
        {
            try
            {
                await sender.SendOnceAsync(spans, Row(spans, id, time), token);
            }
            catch (RpcException answer)
            {
                // Refused by count with the reason, which the sender throws as this.
                answer.StatusCode.Should().Be(OtlpSender.Partial);
            }
        }

        await IsSoundAsync();
    }

    private static byte[] Malformed(string kind)
    {
        var whole = new SpanPayload(100, 1).Bytes;
        var writer = new ProtoWriter();
        switch (kind)
        {
            case "truncated":
                return whole[..(whole.Length / 2)];
            case "wrong wire types":
                writer.Varint(1, 5);
                break;
            case "a length of 1 GB":
                return [0x0A, 0x80, 0x80, 0x80, 0x80, 0x04, 1, 2, 3];
            case "nested too deeply":
                return Row(spans: true, new byte[16], 1, Nested(10_000));
            case "invalid UTF-8":
                return Row(spans: true, [.. Enumerable.Range(1, 16).Select(b => (byte)b)], 1, [0x0A, 2, 0xC3, 0x28]);
            default:
                return Encoding.ASCII.GetBytes("""{"resourceSpans":[]}""");
        }

        return writer.Written.ToArray();
    }

    /// <summary>An <c>AnyValue</c> that is a list of a list of a list; written from the inside, as every length is known then.</summary>
    private static byte[] Nested(int depth)
    {
        var inner = Array.Empty<byte>();
        for (var level = 0; level < depth; level++)
        {
            var writer = new ProtoWriter(inner.Length + 16);
            writer.Bytes(level % 2 == 0 ? 1 : 5, inner);
            inner = writer.Written.ToArray();
        }

        return inner;
    }

    /// <summary>A request of one span or one log record, with an attribute.</summary>
    private static byte[] Row(bool spans, byte[] id, ulong time, byte[]? attribute = null)
    {
        var writer = new ProtoWriter();
        var resource = writer.BeginMessage(1);
        OtlpAttribute.WriteResource(writer, "malformed");
        var scope = writer.BeginMessage(2);
        var row = writer.BeginMessage(2);
        if (spans)
        {
            writer.Bytes(1, id);
            writer.Bytes(2, id.AsSpan(0, 8));
            writer.Text(5, "strange");
            writer.Fixed64(7, time);
            writer.Fixed64(8, time);
        }
        else
        {
            writer.Fixed64(1, time);
            writer.Bytes(9, id);
            writer.Bytes(10, id.AsSpan(0, 8));
        }

        if (attribute is not null)
        {
            var pair = writer.BeginMessage(spans ? 9 : 6);
            writer.Text(1, "key");
            writer.Bytes(2, attribute);
            writer.EndMessage(pair);
        }

        writer.EndMessage(row);
        writer.EndMessage(scope);
        writer.EndMessage(resource);
        return writer.Written.ToArray();
    }

    private async Task<HttpStatusCode> PostAsync(string path, byte[] body, string? encoding = null)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);
        using var answer = await client.PostAsync(new Uri(_observer.Process.Http, path), content, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    /// <summary>Small, taking rows, and with all that it had.</summary>
    private async Task IsSoundAsync()
    {
        _observer.Process.HasExited.Should().BeFalse(_observer.Process.Log);
        ProcessUsage.Peak(_observer.Process.Id).Should().BeLessThan(MostMegabytes);
        await _rows.OnceAsync(_observer.Process.Grpc);
        await _rows.VerifySpansAsync(_observer.Client, batches: 2);
        _rows.VerifyLogs((await _observer.Client.AllLogsAsync(DateTimeOffset.UtcNow.AddMinutes(-10))).Select(l => l.Message));
    }
}
