using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Observer.Remote;

/// <summary>Who called whom, where Jaeger reads it: documents with a time and links in an index a day. It adds up those of the time that is asked for.</summary>
internal sealed class DependencyIndex(HttpClient http, RemoteStores stores)
{
    /// <summary>The name from the end of the time makes a second attempt harmless: Jaeger would add it up as well.</summary>
    /// <returns>Whether it was not there yet.</returns>
    public async Task<bool> AddAsync(DateTimeOffset end, IReadOnlyList<DependencyLink> links, CancellationToken cancellationToken)
    {
        DateTime time = end.UtcDateTime;
        string index = string.Create(CultureInfo.InvariantCulture, $"{Prefix}jaeger-dependencies-{time:yyyy-MM-dd}");
        JsonObject document = new()
        {
            ["timestamp"] = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["dependencies"] = new JsonArray([.. links.Select(l => new JsonObject { ["parent"] = l.Parent, ["child"] = l.Child, ["callCount"] = l.Calls })]),
        };
        var client = new ApiClient(http, stores.Logs, "Elasticsearch", "elasticsearch", LogStoreErrors.Ids, stores.Credential()?.Header);
        string path = string.Create(CultureInfo.InvariantCulture, $"{Uri.EscapeDataString(index)}/_create/observer-{end.ToUnixTimeSeconds()}");
        ApiAnswer answer = await client.SendJsonAsync(HttpMethod.Put, path, document.ToJsonString(), cancellationToken);
        if (answer.Status == HttpStatusCode.Conflict)
            return false;
        return answer.IsSuccess ? true : throw client.Rejected("the calls between services", answer);
    }

    /// <summary>Jaeger puts a hyphen after a prefix that does not end in one.</summary>
    private string Prefix => stores.JaegerPrefix.Length == 0 || stores.JaegerPrefix.EndsWith('-') ? stores.JaegerPrefix : stores.JaegerPrefix + "-";
}

/// <param name="Parent">Who called.</param>
internal sealed record DependencyLink(string Parent, string Child, long Calls);
