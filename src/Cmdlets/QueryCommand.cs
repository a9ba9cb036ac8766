using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Stack;

namespace Mem0Observability.Commands;

/// <summary>Shared by the commands that ask the running stack.</summary>
public abstract class QueryCommand : Mem0Command
{
    private protected void Query(Func<SignalSources, CancellationToken, IAsyncEnumerable<StackItem>> ask)
    {
        using var http = StackHttp.Create();
        var sources = SignalSources.Connect(http, Await(async token =>
        {
            using var engine = await EngineConnection.OpenAsync(token);
            return StackView.Endpoints(await StackView.ListAsync(engine, ProjectName, token), ProjectName);
        }));
        Stream(token => ask(sources, token));
    }
}
