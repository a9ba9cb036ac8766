using Mem0Observability.Compose;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Unit.Stack;

public sealed class DeployerTests
{
    private readonly StackBuilder _stack = new();

    [Fact]
    public async Task A_first_run_creates_everything_and_a_second_changes_nothing()
    {
        await _stack.DeployAsync();
        _stack.Running.Should().Equal("p-api-1", "p-db-1", "p-probe-1");
        _stack.Engine.Networks.Should().ContainKey("p_net");
        _stack.Engine.Volumes.Should().ContainKey("p_data");

        _stack.Engine.Calls.Clear();
        (await _stack.PlanAsync()).IsEmpty.Should().BeTrue();
        await _stack.DeployAsync();
        _stack.Engine.Calls.Should().OnlyContain(c => c == "list containers");
    }

    [Fact]
    public async Task A_service_starts_only_after_what_it_depends_on_is_healthy()
    {
        await _stack.DeployAsync();
        _stack.Engine.Calls.ToList().IndexOf("create p-api-1").Should().BeGreaterThan(_stack.Engine.Calls.ToList().IndexOf("start p-db-1"));
    }

    [Fact]
    public async Task Containers_carry_the_labels_by_which_compose_finds_them()
    {
        await _stack.DeployAsync();
        var labels = _stack.Engine.Containers.Values.Single(c => c.Name == "p-api-1").Request.Labels;
        labels.Should().Contain(StackLabels.Project, "p").And.Contain(StackLabels.Service, "api").And.Contain(StackLabels.Number, "1")
            .And.Contain(StackLabels.OneOff, "False").And.Contain(StackLabels.DependsOn, "db:service_healthy:false");
    }

    [Fact]
    public async Task A_container_that_exits_ends_the_run_with_its_last_lines_and_nothing_is_left()
    {
        _stack.Engine.StateAfterStart = c => c.Name == "p-db-1" ? FakeEngine.Exited(3) : FakeEngine.Running("healthy");
        var error = (await _stack.Invoking(s => s.DeployAsync()).Should().ThrowAsync<StackException>()).Which;
        error.ErrorId.Should().Be("ServiceExited");
        error.Message.Should().Contain("'db'").And.Contain("code 3").And.Contain("last words");
        NothingIsLeft();
    }

    [Theory]
    [InlineData("starting", "ServiceNotReady")]
    [InlineData("unhealthy", "ServiceUnhealthy")]
    public async Task A_service_that_never_gets_healthy_ends_the_run_and_nothing_is_left(string health, string errorId)
    {
        _stack.Options = _stack.Options with { Timeout = TimeSpan.FromMilliseconds(200) };
        _stack.Engine.StateAfterStart = c => FakeEngine.Running(c.Name == "p-probe-1" ? health : "healthy");
        (await _stack.Invoking(s => s.DeployAsync()).Should().ThrowAsync<StackException>()).Which.ErrorId.Should().Be(errorId);
        NothingIsLeft();
    }

    [Fact]
    public async Task A_container_in_a_restart_loop_ends_the_run_at_once()
    {
        _stack.Engine.StateAfterStart = c => c.Name == "p-db-1" ? new("restarting", "none", 1, false, 1, null, 0, null) : FakeEngine.Running("healthy");
        (await _stack.Invoking(s => s.DeployAsync()).Should().ThrowAsync<StackException>()).Which.ErrorId.Should().Be("ServiceExited");
        NothingIsLeft();
    }

    [Fact]
    public async Task A_container_that_the_engine_is_starting_again_is_waited_for_and_kept()
    {
        await _stack.DeployAsync();
        var killed = _stack.Engine.Containers.Values.Single(c => c.Name == "p-db-1");
        killed.State = new("restarting", "none", 137, false, 1, null, 0, null);
        var looks = 0;
        _stack.Engine.Before = call =>
        {
            if (call == "list containers" && ++looks == 2) killed.State = FakeEngine.Running("healthy");
        };
        (await _stack.PlanAsync()).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task A_container_that_keeps_restarting_is_replaced()
    {
        await _stack.DeployAsync();
        _stack.Engine.Containers.Values.Single(c => c.Name == "p-db-1").State = new("restarting", "none", 137, false, 9, null, 0, null);
        (await _stack.PlanAsync()).Services.Single(s => s.Spec.Name == "db").Should().Match<ServicePlan>(s => s.Change == ServiceChange.Replace && s.Reason == "is restarting");
    }

    [Theory]
    [InlineData("network p_net")]
    [InlineData("volume p_data")]
    [InlineData("create p-db-1")]
    [InlineData("start p-db-1")]
    [InlineData("create p-api-1")]
    [InlineData("start p-api-1")]
    public async Task A_stop_at_any_step_leaves_nothing(string step)
    {
        using var stop = new CancellationTokenSource();
        _stack.Engine.Before = call =>
        {
            if (call != step) return;
            stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
        };
        await _stack.Invoking(s => s.DeployUntilAsync(stop.Token)).Should().ThrowAsync<OperationCanceledException>();
        NothingIsLeft();
    }

    [Fact]
    public async Task A_changed_service_is_replaced_and_the_former_container_removed()
    {
        await _stack.DeployAsync();
        var former = IdOf("p-api-1");
        _stack.Services["api"] = _stack.Services["api"] with { Environment = new Dictionary<string, string> { ["A"] = "2" } };
        (await _stack.PlanAsync()).Actions.Where(a => a.Operation != "Keep").Should().ContainSingle().Which.Should().Be(
            new PlanAction("Replace", "container", "p-api-1", "its configuration or a mounted file changed"));
        await _stack.DeployAsync();
        IdOf("p-api-1").Should().NotBe(former);
        _stack.Engine.Containers.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_new_image_under_the_same_name_replaces_the_container()
    {
        await _stack.DeployAsync();
        _stack.Engine.Images["api:1"] = new("sha256:new", new Dictionary<string, string>());
        (await _stack.PlanAsync()).Services.Single(s => s.Spec.Name == "api").Should().Match<ServicePlan>(s => s.Change == ServiceChange.Replace && s.Reason == "its image changed");
    }

    [Theory]
    [InlineData("create p-api-1")]
    [InlineData("start p-api-1")]
    [InlineData("rename p-api-1 p-api-1.replaced")]
    [InlineData("stop p-api-1.replaced")]
    public async Task A_replacement_that_fails_brings_the_former_container_back(string step)
    {
        await _stack.DeployAsync();
        var former = IdOf("p-api-1");
        _stack.Services["api"] = _stack.Services["api"] with { User = "1" };
        var failed = false;
        _stack.Engine.Before = call =>
        {
            if (call != step || failed) return;
            failed = true;
            throw new StackException("EngineRefused", StackErrorCategory.InvalidResult, "no");
        };
        (await _stack.Invoking(s => s.DeployAsync()).Should().ThrowAsync<StackException>()).Which.ErrorId.Should().Be("EngineRefused");
        IdOf("p-api-1").Should().Be(former);
        _stack.Running.Should().Equal("p-api-1", "p-db-1", "p-probe-1");
        _stack.Engine.Containers.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_replacement_that_never_gets_healthy_brings_the_former_container_back()
    {
        await _stack.DeployAsync();
        var former = IdOf("p-api-1");
        _stack.Options = _stack.Options with { Timeout = TimeSpan.FromMilliseconds(200) };
        _stack.Services["api"] = _stack.Services["api"] with { User = "1" };
        _stack.Engine.StateAfterStart = c => FakeEngine.Running(c.Id == former ? "healthy" : "starting");
        (await _stack.Invoking(s => s.DeployAsync()).Should().ThrowAsync<StackException>()).Which.ErrorId.Should().Be("ServiceNotReady");
        IdOf("p-api-1").Should().Be(former);
        _stack.Running.Should().Contain("p-api-1");
    }

    [Fact]
    public async Task A_replacement_that_was_killed_half_way_is_finished_by_the_next_run()
    {
        await _stack.DeployAsync();
        _stack.Engine.Containers[IdOf("p-api-1")].Name = "p-api-1" + StackLabels.ReplacedSuffix;
        await _stack.DeployAsync();
        _stack.Running.Should().Equal("p-api-1", "p-db-1", "p-probe-1");
        _stack.Engine.Containers.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_stopped_container_is_started_and_one_that_is_no_longer_in_the_file_is_removed()
    {
        await _stack.DeployAsync();
        _stack.Engine.Containers[IdOf("p-db-1")].State = FakeEngine.Exited(137);
        _stack.Services.Remove("probe");
        await _stack.DeployAsync();
        _stack.Running.Should().Equal("p-api-1", "p-db-1");
        _stack.Engine.Containers.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_service_that_shall_not_run_is_stopped_and_stays_stopped()
    {
        await _stack.DeployAsync();
        _stack.Options = _stack.Options with { Stopped = new HashSet<string> { "api" } };
        await _stack.DeployAsync();
        _stack.Running.Should().Equal("p-db-1", "p-probe-1");
        (await _stack.PlanAsync()).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task Services_that_ask_for_it_join_a_mem0_network_also_when_it_comes_later()
    {
        _stack.Options = _stack.Options with { Mem0Networks = ["mem0-dev_mem0_network"] };
        await _stack.DeployAsync();
        _stack.Engine.Networks["mem0-dev_mem0_network"] = new Dictionary<string, string>();
        await _stack.DeployAsync();
        _stack.Engine.Containers[IdOf("p-probe-1")].Networks.Should().Contain("mem0-dev_mem0_network");
        _stack.Engine.Containers[IdOf("p-db-1")].Networks.Should().NotContain("mem0-dev_mem0_network");
        (await _stack.PlanAsync()).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task A_port_held_by_another_container_is_named_before_anything_is_changed()
    {
        var port = new PortSpec("127.0.0.1", 9090, 9090, "tcp", new("c.yml", 7, 9));
        _stack.Engine.Containers["x"] = new("x", new("other", StackBuilder.Service("other") with { Ports = [port] }, new Dictionary<string, string>(), new Dictionary<string, string>(), null, []))
        {
            Name = "other",
            State = FakeEngine.Running("none"),
        };
        _stack.Services["db"] = _stack.Services["db"] with { Ports = [port] };
        var error = (await _stack.Invoking(s => s.DeployAsync()).Should().ThrowAsync<StackException>()).Which;
        error.ErrorId.Should().Be("PortInUse");
        error.Message.Should().Contain("127.0.0.1:9090").And.Contain("container 'other'").And.Contain("c.yml:7").And.Contain("DB_PORT");
        _stack.Engine.Containers.Should().ContainSingle();
    }

    [Fact]
    public async Task Missing_images_are_pulled_and_each_failure_is_said()
    {
        _stack.Engine.Images.Clear();
        _stack.Engine.Before = call =>
        {
            if (call is "pull db:1" or "pull api:1") throw new StackException("ImagePullFailed", StackErrorCategory.ResourceUnavailable, call, call);
        };
        var items = new List<StackItem>();
        var deploy = async () =>
        {
            await foreach (var item in new Deployer(_stack.Engine, _stack.Options).ApplyAsync(await _stack.PlanAsync(), CancellationToken.None)) items.Add(item);
        };
        (await deploy.Should().ThrowAsync<StackException>()).Which.ErrorId.Should().Be("ImagePullFailed");
        items.OfType<ErrorItem>().Should().ContainSingle();
        _stack.Engine.Images.Should().ContainKey("probe:1");
        _stack.Engine.Containers.Should().BeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_undone_is_said()
    {
        _stack.Engine.Before = call =>
        {
            if (call is "create p-api-1" or "remove p-db-1") throw new StackException("EngineUnavailable", StackErrorCategory.ResourceUnavailable, "gone");
        };
        var items = new List<StackItem>();
        var deploy = async () =>
        {
            await foreach (var item in new Deployer(_stack.Engine, _stack.Options).ApplyAsync(await _stack.PlanAsync(), CancellationToken.None)) items.Add(item);
        };
        (await deploy.Should().ThrowAsync<StackException>()).Which.ErrorId.Should().Be("EngineUnavailable");
        items.OfType<WarningItem>().Should().Contain(w => w.Message.Contains("remove p-db-1"));
    }

    private string IdOf(string name) => _stack.Engine.Containers.Values.Single(c => c.Name == name).Id;

    private void NothingIsLeft()
    {
        _stack.Engine.Containers.Should().BeEmpty();
        _stack.Engine.Networks.Should().BeEmpty();
        _stack.Engine.Volumes.Should().BeEmpty();
    }
}
