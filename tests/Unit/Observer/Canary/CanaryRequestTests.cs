using System.Net;
using Mem0Observability.Observer.Canary;

namespace Mem0Observability.Tests.Unit.Observer.Canary;

/// <summary>The request that the observer sends for the checks.</summary>
public sealed class CanaryRequestTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task A_request_carries_the_trace_and_gives_back_what_the_service_answers()
    {
        await using var target = await RunningObserver.StartAsync();
        await using var observer = await RunningObserver.StartAsync(targets: new() { ["mem0"] = new(target.Client.BaseAddress!, "healthz") });

        var (status, body) = await observer.PostAsync("/api/v1/canaries/request", Order("mem0", TraceId));

        status.Should().Be(HttpStatusCode.OK);
        body.GetProperty("status").GetInt32().Should().Be(200);
        body.GetProperty("url").GetString().Should().EndWith("/healthz");
        body.GetProperty("requestId").GetString().Should().BeNull();
    }

    [Fact]
    public async Task No_answer_is_said_in_the_answer()
    {
        await using var observer = await RunningObserver.StartAsync(targets: new() { ["mem0"] = new("http://127.0.0.1:1/") });

        var (status, body) = await observer.PostAsync("/api/v1/canaries/request", Order("mem0", TraceId));

        status.Should().Be(HttpStatusCode.OK);
        body.GetProperty("failure").GetString().Should().NotBeEmpty();
        body.GetProperty("status").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
    }

    [Theory]
    [InlineData("http://169.254.169.254/", TraceId, HttpStatusCode.NotFound, "unknown_canary_target")]
    [InlineData("postgres", TraceId, HttpStatusCode.NotFound, "unknown_canary_target")]
    [InlineData("mem0", "00000000000000000000000000000000", HttpStatusCode.BadRequest, "invalid_canary")]
    [InlineData("mem0", "0AF7651916CD43DD8448EB211C80319C", HttpStatusCode.BadRequest, "invalid_canary")]
    [InlineData("mem0", "x", HttpStatusCode.BadRequest, "invalid_canary")]
    public async Task Only_configured_services_are_asked_and_only_with_a_trace_id(string service, string traceId, HttpStatusCode expected, string code)
    {
        await using var observer = await RunningObserver.StartAsync();

        var (status, body) = await observer.PostAsync("/api/v1/canaries/request", Order(service, traceId));

        status.Should().Be(expected);
        body.GetProperty("code").GetString().Should().Be(code);
    }

    [Fact]
    public async Task The_metrics_of_the_canaries_are_there()
    {
        await using var observer = await RunningObserver.StartAsync();

        observer.Service<IEnumerable<ICanary>>().Select(c => c.Signal).Should().BeEquivalentTo("metric", "alert", "log", "trace");
    }

    private static string Order(string service, string traceId) => $$"""{"service":"{{service}}","traceId":"{{traceId}}"}""";
}
