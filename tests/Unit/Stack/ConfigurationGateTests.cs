using Mem0Observability.Compose;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Unit.Stack;

public sealed class ConfigurationGateTests
{
    private readonly StackBuilder _stack = new();

    public ConfigurationGateTests()
    {
        Check("db", "tool check '/etc/d b.yml'");
        _stack.Engine.StateAfterStart = c => c.Name.EndsWith(".check", StringComparison.Ordinal) ? FakeEngine.Exited(0) : FakeEngine.Running("healthy");
    }

    [Fact]
    public async Task A_configuration_is_checked_without_volumes_ports_and_networks_before_anything_is_replaced()
    {
        await _stack.DeployAsync();
        _stack.Engine.Calls.Clear();
        ContainerSeen? seen = null;
        _stack.Services["db"] = _stack.Services["db"] with
        {
            Ports = [new("127.0.0.1", 1234, 1234, "tcp", default)],
            Mounts = [new(MountKind.Volume, "data", "/data", false, "volume", default), new(MountKind.Bind, "/project/d.yml", "/etc/d b.yml", true, "volume", default)],
            User = "65534",
        };
        _stack.Engine.Before = call =>
        {
            if (call == "start p-db-1.check") seen = new(_stack.Engine.Containers.Values.Single(c => c.Name == "p-db-1.check").Request.Service);
        };
        await _stack.DeployAsync();
        seen!.Service.Should().BeEquivalentTo(new { NetworkMode = "none", User = "65534", Entrypoint = new[] { "tool" }, Command = new[] { "check", "/etc/d b.yml" }, Restart = "no" });
        (seen.Service.Ports.Count, seen.Service.Networks.Count, seen.Service.Mounts.Single().Target).Should().Be((0, 0, "/etc/d b.yml"));
        var calls = _stack.Engine.Calls.ToList();
        calls.IndexOf("start p-db-1.check").Should().BeLessThan(calls.IndexOf("stop p-db-1.replaced"));
        _stack.Running.Should().Equal("p-api-1", "p-db-1", "p-probe-1");
        _stack.Engine.Containers.Values.Should().NotContain(c => c.Name.EndsWith(".check"));
    }

    [Fact]
    public async Task A_refusal_is_one_error_with_the_tools_words_and_what_runs_stays()
    {
        await _stack.DeployAsync();
        var before = _stack.Engine.Containers.Keys.ToList();
        _stack.Services["db"] = _stack.Services["db"] with { Environment = new Dictionary<string, string> { ["A"] = "b" } };
        _stack.Engine.StateAfterStart = _ => FakeEngine.Exited(1);
        var error = (await _stack.Invoking(s => s.DeployAsync()).Should().ThrowAsync<StackException>()).Which;
        error.ErrorId.Should().Be("ConfigurationInvalid");
        error.Message.Should().Contain("'db'").And.Contain("tool check").And.Contain("last words");
        _stack.Engine.Containers.Keys.Should().BeEquivalentTo(before);
        _stack.Engine.Calls.Should().NotContain(c => c.StartsWith("stop") || c.StartsWith("rename"));
    }

    [Fact]
    public async Task What_is_not_changed_is_not_checked()
    {
        await _stack.DeployAsync();
        _stack.Engine.Calls.Clear();
        _stack.Services["probe"] = _stack.Services["probe"] with { Environment = new Dictionary<string, string> { ["A"] = "b" } };
        await _stack.DeployAsync();
        _stack.Engine.Calls.Should().NotContain(c => c.Contains(".check"));
    }

    [Fact]
    public async Task What_a_killed_run_left_of_a_check_is_removed_by_the_next()
    {
        await _stack.Engine.CreateContainerAsync(
            new("p-db-1.check", StackBuilder.Service("db"), new Dictionary<string, string> { [StackLabels.Project] = "p" }, new Dictionary<string, string>(), null, []), TestContext.Current.CancellationToken);
        await _stack.DeployAsync();
        _stack.Engine.Containers.Values.Should().NotContain(c => c.Name.EndsWith(".check"));
    }

    private void Check(string service, string command) =>
        _stack.Services[service] = _stack.Services[service] with { Labels = new Dictionary<string, string> { [StackLabels.Check] = command } };

    private sealed record ContainerSeen(ServiceSpec Service);
}
