using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Unit.Stack;

public sealed class StackRemovalTests
{
    private readonly StackBuilder _stack = new();

    [Fact]
    public async Task Data_is_kept_unless_its_removal_is_asked_for()
    {
        await _stack.DeployAsync();
        await RemoveAsync(removeData: false);
        _stack.Engine.Containers.Should().BeEmpty();
        _stack.Engine.Networks.Should().BeEmpty();
        _stack.Engine.Volumes.Should().ContainKey("p_data");

        await RemoveAsync(removeData: true);
        _stack.Engine.Volumes.Should().BeEmpty();
    }

    [Fact]
    public async Task Our_containers_leave_a_network_before_it_is_removed()
    {
        await _stack.DeployAsync();
        await _stack.Engine.CreateNetworkAsync("demo_net", null, false, new Dictionary<string, string> { [StackLabels.Project] = "demo" }, CancellationToken.None);
        (await NetworkJoin.JoinAsync(_stack.Engine, "p", "demo_net", CancellationToken.None)).Should().Be(1);
        await foreach (var _ in new StackRemoval(_stack.Engine, "demo").RemoveAsync(removeData: true, CancellationToken.None))
        {
        }

        _stack.Engine.Networks.Should().NotContainKey("demo_net");
        _stack.Running.Should().HaveCount(3);
    }

    [Fact]
    public async Task What_is_still_there_afterwards_is_an_error_that_names_it()
    {
        await _stack.DeployAsync();
        var stubborn = _stack.Engine.Containers.Values.Single(c => c.Name == "p-db-1");
        _stack.Engine.Before = call =>
        {
            if (call == "remove p-api-1") _stack.Engine.Containers["again"] = new("again", stubborn.Request) { Name = "p-again-1" };
        };
        var error = (await this.Invoking(t => t.RemoveAsync(removeData: true)).Should().ThrowAsync<StackException>()).Which;
        error.ErrorId.Should().Be("RemoveIncomplete");
        error.Message.Should().Contain("p-again-1");
    }

    private async Task RemoveAsync(bool removeData)
    {
        await foreach (var _ in new StackRemoval(_stack.Engine, "p").RemoveAsync(removeData, CancellationToken.None))
        {
        }
    }
}
