using System.Threading.Channels;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Benchmarks;

/// <summary>A container that runs once and is removed afterwards.</summary>
internal static class OneOff
{
    private const int Lines = 100;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <param name="service">Its volumes are named as the engine has them.</param>
    /// <returns>The last lines that it wrote.</returns>
    /// <exception cref="StackException">It ended with another exit code than 0; with its last lines.</exception>
    public static async Task<string> RunAsync(IContainerEngine engine, ServiceSpec service, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string> { [StackLabels.Project] = BenchStack.Project, [StackLabels.Service] = service.Name };
        var volumes = service.Mounts.Where(m => m.Kind == MountKind.Volume).ToDictionary(m => m.Source!, m => m.Source!);
        var id = await engine.CreateContainerAsync(new($"{BenchStack.Project}-{service.Name}", service, labels, volumes, null, []), cancellationToken);
        try
        {
            await engine.StartContainerAsync(id, cancellationToken);
            await new OneShotRun(engine, s_limit, Channel.CreateUnbounded<StackItem>().Writer).WaitAsync(service, id, cancellationToken);
            return await engine.TailLogAsync(id, Lines, cancellationToken);
        }
        finally
        {
            await engine.RemoveContainerAsync(id, CancellationToken.None);
        }
    }

    public static MountSpec Folder(string source, string target) => new(MountKind.Bind, source, target, ReadOnly: false, "volume", default);
}
