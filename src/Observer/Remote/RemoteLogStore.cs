using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Observer.Remote;

/// <summary>Elasticsearch, with the password as the file has it at the time: it may be changed, or not be there yet.</summary>
internal sealed class RemoteLogStore(HttpClient http, RemoteStores stores) : ILogStore
{
    public Task<LogPage> SearchAsync(LogSearch search, CancellationToken cancellationToken) => Store().SearchAsync(search, cancellationToken);

    public Task<IReadOnlyList<LogCount>> CountAsync(LogSearch search, CancellationToken cancellationToken) => Store().CountAsync(search, cancellationToken);

    private ElasticLogStore Store() => new(http, new LogStoreEndpoint(stores.Logs, LogStoreKind.Elasticsearch, stores.Credential()));
}
