using System.Net;
using System.Net.Sockets;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Unit.Stack;

public sealed class PortConflictTests : IDisposable
{
    private readonly TcpListener _holder = new(IPAddress.Loopback, 0);
    private readonly FakeEngine _engine = new() { Info = new("unix:///fake", "20.10", new(1, 41), IsLocal: true) };

    public PortConflictTests() => _holder.Start();

    [Fact]
    public async Task A_port_that_the_engine_holds_for_a_container_that_it_is_starting_is_waited_for()
    {
        var plan = await PlanAsync();
        var looks = 0;
        _engine.Before = call =>
        {
            if (call == "list containers" && ++looks == 3) _engine.Containers.Values.Single().State = FakeEngine.Running("healthy");
        };
        await PortConflicts.ThrowIfTakenAsync(_engine, plan, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        looks.Should().Be(3);
    }

    [Fact]
    public async Task A_port_that_stays_taken_is_an_error()
    {
        var plan = await PlanAsync();
        var check = () => PortConflicts.ThrowIfTakenAsync(_engine, plan, TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);
        (await check.Should().ThrowAsync<StackException>()).Which.ErrorId.Should().Be("PortInUse");
    }

    public void Dispose()
    {
        _holder.Dispose();
        _engine.Dispose();
    }

    /// <summary>To start a container that was created by a run that was killed.</summary>
    private async Task<DeploymentPlan> PlanAsync()
    {
        var port = new PortSpec("127.0.0.1", ((IPEndPoint)_holder.LocalEndpoint).Port, 80, "tcp", new("c.yml", 1, 1));
        var service = StackBuilder.Service("db") with { Ports = [port] };
        await _engine.CreateContainerAsync(new ContainerRequest("p-db-1", service, new Dictionary<string, string>(), new Dictionary<string, string>(), null, []), TestContext.Current.CancellationToken);
        var existing = (await _engine.ListContainersAsync(null, TestContext.Current.CancellationToken)).Single();
        return new(new StackBuilder().Project, [], [], [], [new(service, "p-db-1", "", existing, ServiceChange.Start, "is created")], [], []);
    }
}
