using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Mem0Observability.Docker;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Benchmarks;

/// <summary>A stack of the benchmark's own: project, ports and state folder are nobody else's, and the same for every peer.</summary>
internal sealed class BenchStack
{
    public const string Project = "mem0-bench";
    public const string Demo = "mem0-bench-demo";

    private static readonly string[] s_portVariables =
    [
        "PROMETHEUS_PORT", "ALERTMANAGER_PORT", "OBSERVER_PORT", "NODE_EXPORTER_PORT", "POSTGRES_EXPORTER_PORT", "BLACKBOX_EXPORTER_PORT",
        "OTLP_GRPC_PORT", "OTLP_HTTP_PORT", "MEM0_API_PORT", "OPENMEMORY_API_PORT",
    ];

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("mem0-bench-");

    /// <summary>Children inherit the environment, and the module reads it, so every peer is told the same in the same way.</summary>
    public BenchStack()
    {
        Environment.SetEnvironmentVariable(StateFolder.Variable, _state.FullName);
        Environment.SetEnvironmentVariable("OBSERVER_PUBLISH", Path.Combine(Checkout.Stack, "observer"));
        // Held all at once, so that no two are the same.
        var listeners = s_portVariables.Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var (variable, listener) in s_portVariables.Zip(listeners))
        {
            listener.Start();
            Environment.SetEnvironmentVariable(variable, ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var listener in listeners) listener.Dispose();
    }

    /// <summary>As the engine sees them, which is what <c>docker ps</c> shows.</summary>
    public static async Task<bool> IsHealthyAsync(IContainerEngine engine, CancellationToken cancellationToken)
    {
        var containers = await engine.ListContainersAsync(StackLabels.Of(Project), cancellationToken);
        return containers.Count > 0 && containers.All(c => c.Health == "healthy");
    }

    public async Task RemoveEverythingAsync()
    {
        using var engine = await EngineConnection.OpenAsync(CancellationToken.None);
        foreach (var project in (string[])[Demo, Project])
        {
            await foreach (var _ in new StackRemoval(engine, project).RemoveAsync(removeData: true, CancellationToken.None))
            {
            }
        }

        if (_state.Exists) _state.Delete(recursive: true);
    }
}
