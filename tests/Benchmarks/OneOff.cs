using System.Threading.Channels;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Benchmarks;

/// <summary>One command in a container that is removed afterwards.</summary>
internal static class OneOff
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <exception cref="StackException">The command ended with another exit code than 0; with its last lines.</exception>
    public static async Task RunAsync(IContainerEngine engine, string name, string image, string script, IReadOnlyList<MountSpec> mounts, string? user, CancellationToken cancellationToken)
    {
        var service = new ServiceSpec { Name = name, Position = default, Image = image, Entrypoint = ["sh", "-ec"], Command = [script], Mounts = mounts, User = user };
        var labels = new Dictionary<string, string> { [StackLabels.Project] = BenchStack.Project, [StackLabels.Service] = name };
        // Volumes are named as the engine has them.
        var volumes = mounts.Where(m => m.Kind == MountKind.Volume).ToDictionary(m => m.Source!, m => m.Source!);
        var id = await engine.CreateContainerAsync(new($"{BenchStack.Project}-{name}", service, labels, volumes, null, []), cancellationToken);
        try
        {
            await engine.StartContainerAsync(id, cancellationToken);
            await new OneShotRun(engine, s_limit, Channel.CreateUnbounded<StackItem>().Writer).WaitAsync(service, id, cancellationToken);
        }
        finally
        {
            await engine.RemoveContainerAsync(id, CancellationToken.None);
        }
    }

    public static MountSpec Folder(string source, string target) => new(MountKind.Bind, source, target, ReadOnly: false, "volume", default);

    public static MountSpec Volume(string name, string target) => new(MountKind.Volume, name, target, ReadOnly: false, "volume", default);
}
