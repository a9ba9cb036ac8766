using System.Net;
using Mem0Observability.Model;
using Mem0Observability.Signals.Probes;

namespace Mem0Observability.Tests.Unit.Signals;

public sealed class ObserverProbesTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private static readonly Uri s_otlp = new("http://127.0.0.1:4318");

    [Fact]
    public async Task A_span_is_sent_as_OTLP()
    {
        FakeHttp http = FakeHttp.Json("""{"partialSuccess":{}}""");

        await Probes(http).SendTraceAsync(TraceId, CancellationToken.None);

        (HttpMethod method, string path, string body) = http.Requests.Single();
        (method, path).Should().Be((HttpMethod.Post, "/v1/traces"));
        System.Text.Json.JsonElement.Parse(body).GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans")[0]
            .GetProperty("traceId").GetString().Should().Be(TraceId);
    }

    [Theory]
    [InlineData("s3cret", "Bearer s3cret")]
    [InlineData(null, null)]
    public async Task A_token_goes_with_a_span_where_one_is_known(string? token, string? header)
    {
        string? sent = null;
        var http = new FakeHttp(request =>
        {
            sent = request.Headers.Authorization?.ToString();
            return Task.FromResult(FakeHttp.Response(HttpStatusCode.OK, "{}"));
        });

        await new ObserverProbes(http.Client(), FakeHttp.Address, s_otlp, token, TimeProvider.System).SendTraceAsync(TraceId, CancellationToken.None);

        sent.Should().Be(header);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "{}")]
    [InlineData(HttpStatusCode.OK, """{"partialSuccess":{"rejectedSpans":"1","errorMessage":"trace id is zero"}}""")]
    public async Task A_span_that_is_refused_is_an_error(HttpStatusCode status, string answer) =>
        await Raised.ByAsync(() => Probes(FakeHttp.Json(answer, status)).SendTraceAsync(TraceId, CancellationToken.None), "ProbeRejected", StackErrorCategory.InvalidResult, "a trace");

    [Fact]
    public async Task A_request_is_asked_of_the_observer()
    {
        FakeHttp http = FakeHttp.Json("""{"service":"mem0","url":"http://mem0:8000/","status":200,"requestId":"a1b2c3d4","failure":null}""");

        ProbedRequest request = await Probes(http).RequestAsync("mem0", TraceId, CancellationToken.None);

        request.Should().Be(new ProbedRequest("mem0", "http://mem0:8000/", 200, "a1b2c3d4", ""));
        http.Requests.Single().Should().Be((HttpMethod.Post, "/api/v1/canaries/request", $$"""{"service":"mem0","traceId":"{{TraceId}}"}"""));
    }

    [Fact]
    public async Task No_answer_of_the_service_is_an_answer_of_the_observer()
    {
        FakeHttp http = FakeHttp.Json("""{"service":"mem0","url":"http://mem0:8000/","status":null,"requestId":null,"failure":"Connection refused"}""");

        (await Probes(http).RequestAsync("mem0", TraceId, CancellationToken.None)).Should().Be(new ProbedRequest("mem0", "http://mem0:8000/", null, null, "Connection refused"));
    }

    [Fact]
    public async Task An_observer_that_cannot_be_reached_is_said_as_such() =>
        await Raised.ByAsync(
            () => Probes(FakeHttp.Throws(new HttpRequestException("refused"))).RequestAsync("mem0", TraceId, CancellationToken.None),
            "ProbeUnreachable", StackErrorCategory.ResourceUnavailable, "The observer");

    private static ObserverProbes Probes(FakeHttp http) => new(http.Client(), FakeHttp.Address, s_otlp, null, TimeProvider.System);
}
