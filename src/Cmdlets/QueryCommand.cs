using System.Diagnostics.CodeAnalysis;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Stack;

namespace Mem0Observability.Commands;

/// <summary>Shared by the commands that ask the running stack. The engine is asked once where it is, however much is piped in.</summary>
public abstract class QueryCommand : Mem0Command, IDisposable
{
    private HttpClient? _http;

    /// <summary>For tests: what is asked instead of a running stack by commands on the same flow of execution.</summary>
    internal static AsyncLocal<SignalSources?> Given { get; } = new();

    [field: MaybeNull]
    private protected SignalSources Sources => field ??= Given.Value ?? Connect();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _http?.Dispose();
    }

    private protected void Ask(Func<SignalSources, CancellationToken, IAsyncEnumerable<StackItem>> ask)
    {
        var sources = Sources;
        Stream(token => ask(sources, token));
    }

    private SignalSources Connect()
    {
        _http = StackHttp.Create();
        return Await(async token =>
        {
            using var engine = await EngineConnection.OpenAsync(token);
            var services = await StackView.ListAsync(engine, ProjectName, token);
            return StackConnection.Open(_http, services, ProjectName, StateFolder.For(ProjectName, EnvironmentWith(null)));
        });
    }
}
