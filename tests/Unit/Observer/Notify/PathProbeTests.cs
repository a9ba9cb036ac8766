using System.Net;
using Mem0Observability.Observer.Notify;

namespace Mem0Observability.Tests.Unit.Observer.Notify;

public sealed class PathProbeTests
{
    [Theory]
    [InlineData(false, false, null, "neither Prometheus nor Alertmanager answers")]
    [InlineData(false, true, null, "Suspected: Prometheus.")]
    [InlineData(true, false, null, "Suspected: Alertmanager.")]
    [InlineData(true, true, "[]", "from Prometheus to Alertmanager")]
    [InlineData(true, true, """[{"status":{"silencedBy":[]}}]""", "from Alertmanager to the observer")]
    [InlineData(true, true, """[{"status":{"silencedBy":["a"]}}]""", "Suspected: a silence")]
    [InlineData(true, true, "{}", "the way between")]
    [InlineData(true, true, null, "the way between")]
    public async Task It_names_the_hop_that_is_broken(bool prometheus, bool alertmanager, string? alerts, string expected)
    {
        using var handler = new Answers(address => address switch
        {
            { Host: "p" } => prometheus ? "" : null,
            { AbsolutePath: "/-/ready" } => alertmanager ? "" : null,
            _ => alerts,
        });
        using var http = new HttpClient(handler);
        (await new PathProbe(http, new("http://p"), new("http://a")).SuspectAsync(TestContext.Current.CancellationToken)).Should().Contain(expected);
    }

    private sealed class Answers(Func<Uri, string?> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request.RequestUri!) is { } text ? new HttpResponseMessage { Content = new StringContent(text) } : new(HttpStatusCode.ServiceUnavailable));
    }
}
