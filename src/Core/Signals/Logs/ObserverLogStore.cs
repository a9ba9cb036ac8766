namespace Mem0Observability.Signals.Logs;

internal sealed class ObserverLogStore(HttpClient http, LogStoreEndpoint endpoint) : ILogStore
{
    public Task<LogPage> SearchAsync(LogSearch search, CancellationToken cancellationToken) => throw new NotImplementedException($"{http}{endpoint}");

    public Task<IReadOnlyList<Model.LogCount>> CountAsync(LogSearch search, CancellationToken cancellationToken) => throw new NotImplementedException();
}
