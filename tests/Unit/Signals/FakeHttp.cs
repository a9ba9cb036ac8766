using System.Net;
using System.Text;

namespace Mem0Observability.Tests.Unit.Signals;

/// <summary>The far end of an HTTP client: answers by a function, and keeps what was asked.</summary>
internal sealed class FakeHttp(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public static readonly Uri Address = new("http://127.0.0.1:9090");

    public List<(HttpMethod Method, string PathAndQuery, string Body)> Requests { get; } = [];

    public static FakeHttp Json(string body, HttpStatusCode status = HttpStatusCode.OK) => new(_ => Task.FromResult(Response(status, body)));

    public static FakeHttp Throws(Exception e) => new(_ => Task.FromException<HttpResponseMessage>(e));

    public static HttpResponseMessage Response(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public HttpClient Client() => new(this) { Timeout = Timeout.InfiniteTimeSpan };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add((request.Method, request.RequestUri!.PathAndQuery, body));
        cancellationToken.ThrowIfCancellationRequested();
        return await answer(request);
    }
}
