using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Tests.Unit.Stack;

/// <summary>As between the profiles: a port goes from <c>api</c>, which stays without it, to another service.</summary>
public sealed class PortHandoverTests
{
    private static readonly PortSpec s_port = new("127.0.0.1", 4318, 4318, "tcp", new("c.yml", 1, 1));
    private readonly StackBuilder _stack = new();

    [Fact]
    public async Task A_service_that_gives_its_port_to_another_is_stopped_before_that_one_starts()
    {
        await MoveToProbeAsync();
        await _stack.DeployAsync();
        _stack.Running.Should().Equal("p-api-1", "p-db-1", "p-probe-1");
        _stack.Engine.Containers.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_service_that_has_left_the_file_gives_its_port_to_one_that_takes_it_over()
    {
        await MoveToProbeAsync();
        _stack.Services.Remove("api");
        await _stack.DeployAsync();
        _stack.Running.Should().Equal("p-db-1", "p-probe-1");
        _stack.Engine.Containers.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_that_fails_gives_the_port_back(bool isStillInTheFile)
    {
        await MoveToProbeAsync();
        if (!isStillInTheFile) _stack.Services.Remove("api");
        var before = _stack.Engine.Containers.Values.Select(c => (c.Id, c.Name)).Order().ToList();
        var healthy = _stack.Engine.Containers.Keys.ToHashSet();
        _stack.Engine.StateAfterStart = c => healthy.Contains(c.Id) || c.Name != "p-probe-1" ? FakeEngine.Running("healthy") : FakeEngine.Exited(1);
        (await _stack.Invoking(s => s.DeployAsync()).Should().ThrowAsync<StackException>()).Which.ErrorId.Should().Be("ServiceExited");
        _stack.Engine.Containers.Values.Select(c => (c.Id, c.Name)).Order().Should().Equal(before);
        _stack.Running.Should().Equal("p-api-1", "p-db-1", "p-probe-1");
    }

    [Fact]
    public async Task A_service_that_keeps_its_port_is_still_a_conflict()
    {
        _stack.Services["api"] = _stack.Services["api"] with { Ports = [s_port] };
        await _stack.DeployAsync();
        _stack.Services["probe"] = _stack.Services["probe"] with { Ports = [s_port] };
        (await _stack.Invoking(s => s.DeployAsync()).Should().ThrowAsync<StackException>()).Which.Message.Should().Contain("container 'p-api-1'");
    }

    private async Task MoveToProbeAsync()
    {
        _stack.Services["api"] = _stack.Services["api"] with { Ports = [s_port] };
        await _stack.DeployAsync();
        _stack.Services["api"] = _stack.Services["api"] with { Ports = [] };
        _stack.Services["probe"] = _stack.Services["probe"] with { Ports = [s_port] };
    }
}
