using Mem0Observability.Docker;
using Mem0Observability.Stack;

namespace Mem0Observability.Commands;

/// <summary>Shared by the commands that take a project away.</summary>
public abstract class RemoveCommand : Mem0Command
{
    /// <param name="lockFolder">The folder below the state folder whose lock guards the project.</param>
    /// <param name="confirmed">Asks before data goes, unless the user has said yes already.</param>
    private protected void Remove(string project, string lockFolder, bool removeData, bool confirmed)
    {
        var state = System.IO.Path.Combine(StateFolder.For(ProjectName, EnvironmentWith(null)), lockFolder);
        using var turn = Await(_ => Task.FromResult(ProjectLock.Take(state, project)));
        using var engine = Await(EngineConnection.OpenAsync);
        var removal = new StackRemoval(engine, project);
        var agreed = true;
        foreach (var action in Await(token => removal.PlanAsync(removeData, token)).Where(a => a.Operation == "Remove"))
        {
            agreed &= ShouldProcess($"{action.Kind} {action.Name}", action.Operation);
        }

        if (!agreed) return;
        if (removeData && !confirmed && !ShouldContinue($"Remove all metrics, alerts and other data of '{project}'?", "Remove data")) return;
        Stream(token => removal.RemoveAsync(removeData, token));
    }
}
