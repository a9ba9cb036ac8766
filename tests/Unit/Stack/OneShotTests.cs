using Mem0Observability.Compose;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Unit.Stack;

/// <summary><c>db</c> runs once here, and <c>api</c> waits for its end.</summary>
public sealed class OneShotTests
{
    private readonly StackBuilder _stack = new();

    public OneShotTests()
    {
        _stack.Services["db"] = _stack.Services["db"] with { HealthCheck = new(["NONE"], null, null, null, null, null) };
        _stack.Services["api"] = _stack.Services["api"] with { DependsOn = new Dictionary<string, DependencyCondition> { ["db"] = DependencyCondition.CompletedSuccessfully } };
        End(0);
    }

    [Fact]
    public async Task What_waits_for_its_end_starts_after_it_and_its_lines_are_shown()
    {
        var items = await _stack.DeployAsync();
        _stack.Running.Should().Equal("p-api-1", "p-probe-1");
        items.OfType<ProgressItem>().Should().Contain(p => p.Status == "db: p-db-1 says");
    }

    [Fact]
    public async Task One_that_fails_ends_the_run_at_once_with_its_last_lines_and_nothing_is_left()
    {
        End(7);
        _stack.Options = _stack.Options with { Timeout = TimeSpan.FromHours(1) };
        var error = (await _stack.Invoking(s => s.DeployAsync()).Should().ThrowAsync<StackException>()).Which;
        error.ErrorId.Should().Be("ServiceExited");
        error.Message.Should().Contain("'db'").And.Contain("code 7").And.Contain("last words");
        _stack.Engine.Containers.Should().BeEmpty();
        _stack.Engine.Calls.Should().NotContain("start p-api-1");
    }

    [Fact]
    public async Task One_that_never_ends_is_named_when_its_time_is_over()
    {
        _stack.Engine.StateAfterStart = c => FakeEngine.Running(c.Name == "p-db-1" ? "none" : "healthy");
        _stack.Options = _stack.Options with { Timeout = TimeSpan.FromMilliseconds(200) };
        var error = (await _stack.Invoking(s => s.DeployAsync()).Should().ThrowAsync<StackException>()).Which;
        error.ErrorId.Should().Be("ServiceNotReady");
        error.Message.Should().Contain("runs once");
    }

    [Fact]
    public async Task One_that_has_ended_well_does_not_run_again_until_its_configuration_changes()
    {
        await _stack.DeployAsync();
        (await _stack.PlanAsync()).IsEmpty.Should().BeTrue();
        _stack.Services["db"] = _stack.Services["db"] with { User = "1" };
        (await _stack.PlanAsync()).Services.Single(s => s.Spec.Name == "db").Change.Should().Be(ServiceChange.Replace);
    }

    [Fact]
    public async Task One_that_has_failed_runs_again()
    {
        await _stack.DeployAsync();
        _stack.Engine.Containers.Values.Single(c => c.Name == "p-db-1").State = FakeEngine.Exited(3);
        (await _stack.PlanAsync()).Services.Single(s => s.Spec.Name == "db").Should().Match<ServicePlan>(s => s.Change == ServiceChange.Replace && s.Reason == "ended with code 3");
    }

    [Fact]
    public async Task One_that_still_runs_is_waited_for_by_the_next_run()
    {
        await _stack.DeployAsync();
        var container = _stack.Engine.Containers.Values.Single(c => c.Name == "p-db-1");
        container.State = FakeEngine.Running("none");
        _stack.Options = _stack.Options with { Timeout = TimeSpan.FromMilliseconds(200) };
        (await _stack.Invoking(s => s.DeployAsync()).Should().ThrowAsync<StackException>()).Which.ErrorId.Should().Be("ServiceNotReady");
    }

    [Theory]
    [InlineData(0, "completed", true)]
    [InlineData(1, "exited", false)]
    public async Task It_is_listed_as_completed_only_when_it_ended_well(int code, string state, bool isUp)
    {
        await _stack.DeployAsync();
        _stack.Engine.Containers.Values.Single(c => c.Name == "p-db-1").State = FakeEngine.Exited(code);
        (await ListedAsync("db")).Should().Match<ServiceStatus>(s => s.State == state && s.IsUp == isUp);
    }

    [Fact]
    public async Task A_service_that_shall_run_is_not_completed_when_it_ends_well()
    {
        await _stack.DeployAsync();
        _stack.Engine.Containers.Values.Single(c => c.Name == "p-probe-1").State = FakeEngine.Exited(0);
        (await ListedAsync("probe")).Should().Match<ServiceStatus>(s => s.State == "exited" && !s.IsUp);
    }

    [Theory]
    [InlineData("no", "NONE", true)]
    [InlineData("on-failure:3", "NONE", true)]
    [InlineData("unless-stopped", "NONE", false)]
    [InlineData("no", "CMD", false)]
    public void One_that_nobody_waits_for_is_known_by_neither_starting_again_nor_being_checked(string restart, string test, bool expected)
    {
        var probe = _stack.Services["probe"] with { Restart = restart, HealthCheck = new([test], null, null, null, null, null) };
        OneShots.Has(_stack.Project, probe).Should().Be(expected);
    }

    private async Task<ServiceStatus> ListedAsync(string service) =>
        (await StackView.ListAsync(_stack.Engine, "p", TestContext.Current.CancellationToken)).Single(s => s.Service == service);

    private void End(long code) => _stack.Engine.StateAfterStart = c => c.Name == "p-db-1" ? FakeEngine.Exited(code) : FakeEngine.Running("healthy");
}
