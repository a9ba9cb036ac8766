using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Mem0Observability.Tests.Unit.Observer.Notify;

/// <summary>Stands for the services that are told: keeps each request, and answers as it is set to.</summary>
internal sealed class ChannelService : HttpMessageHandler
{
    public ConcurrentQueue<(Uri Address, JsonElement Body)> Requests { get; } = [];

    /// <summary>By a part of the address.</summary>
    public Dictionary<string, HttpStatusCode> Answers { get; } = [];

    public string[] Statuses => [.. Requests.Select(r => r.Body.GetProperty("status").GetString()!)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        Requests.Enqueue((request.RequestUri!, json.RootElement.Clone()));
        return new(Answers.FirstOrDefault(a => request.RequestUri!.AbsoluteUri.Contains(a.Key, StringComparison.Ordinal), new("", HttpStatusCode.OK)).Value);
    }
}
