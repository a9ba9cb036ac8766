using System.Net;
using System.Net.Sockets;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Unit.Stack;

public sealed class PortConflictTests
{
    [Theory]
    [InlineData("restarting", false, "the engine holds it for this very container")]
    [InlineData("exited", true, "it is somebody else's")]
    public void A_port_that_is_held_is_a_conflict_unless_the_engine_is_starting_its_container_again(string state, bool conflict, string because)
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = new PortSpec("127.0.0.1", ((IPEndPoint)holder.LocalEndpoint).Port, 80, "tcp", new("c.yml", 1, 1));
        var existing = new ContainerInfo("id", "p-db-1", "db:1", "sha256:db", state, "none", new Dictionary<string, string>(), [], []);
        var service = new ServicePlan(StackBuilder.Service("db"), "p-db-1", "", existing, ServiceChange.Start, "");
        (PortConflicts.Owner(port, service, [existing], isLocal: true) is not null).Should().Be(conflict, because);
    }
}
