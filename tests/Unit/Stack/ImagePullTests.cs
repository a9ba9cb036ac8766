using System.Threading.Channels;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Unit.Stack;

public sealed class ImagePullTests
{
    private readonly StackBuilder _stack = new();

    public ImagePullTests() => _stack.Options = _stack.Options with { RegistryLimit = TimeSpan.FromMilliseconds(300) };

    [Fact]
    public async Task Every_image_that_cannot_be_pulled_is_an_error_of_its_own_with_the_ways_on()
    {
        _stack.Engine.Images.Clear();
        _stack.Services["api"] = _stack.Services["api"] with { Profiles = ["full"] };
        _stack.Engine.Pull = (reference, _, _) => throw new StackException("ImagePullFailed", StackErrorCategory.ResourceUnavailable, $"Image '{reference}' could not be pulled: no such host.", reference);
        var errors = await FailAsync();
        errors.Should().HaveCount(3).And.OnlyContain(e => e.ErrorId == "ImagePullFailed");
        var api = errors.Single(e => (string)e.Target! == "api:1");
        api.Message.Should().Contain("no such host").And.Contain("-Variable @{ API_IMAGE = '<mirror>/api:1' }").And.Contain("docker load").And.EndWith("-Profile Lite.");
        errors.Single(e => (string)e.Target! == "db:1").Message.Should().EndWith("-ImageSource Distribution.");
        NothingIsLeft();
    }

    [Fact]
    public async Task A_registry_that_never_answers_is_given_up()
    {
        _stack.Engine.Images.Remove("api:1", out _);
        _stack.Engine.Pull = (_, _, token) => Task.Delay(Timeout.Infinite, token);
        (await FailAsync()).Should().ContainSingle().Which.Message.Should().Contain("did not answer within");
        NothingIsLeft();
    }

    [Fact]
    public async Task An_image_that_comes_slowly_is_waited_for()
    {
        _stack.Engine.Images.Remove("api:1", out _);
        _stack.Engine.Pull = async (_, progress, token) =>
        {
            progress.Report("Downloading");
            await Task.Delay(TimeSpan.FromSeconds(1), token);
        };
        await _stack.DeployAsync();
        _stack.Running.Should().Contain("p-api-1");
    }

    [Fact]
    public async Task A_download_that_has_begun_is_given_up_when_another_image_cannot_be_had()
    {
        _stack.Engine.Images.Clear();
        _stack.Engine.Pull = (reference, progress, token) =>
        {
            if (reference == "db:1") throw new StackException("ImagePullFailed", StackErrorCategory.ResourceUnavailable, "no", reference);
            progress.Report("Downloading");
            return Task.Delay(Timeout.Infinite, token);
        };
        (await FailAsync()).Should().ContainSingle().Which.Target.Should().Be("db:1");
    }

    [Fact]
    public async Task A_stop_while_pulling_is_a_stop()
    {
        _stack.Engine.Images.Clear();
        using var stop = new CancellationTokenSource();
        _stack.Engine.Pull = async (_, _, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        };
        await _stack.Invoking(s => s.DeployUntilAsync(stop.Token)).Should().ThrowAsync<OperationCanceledException>();
        NothingIsLeft();
    }

    [Fact]
    public async Task What_can_be_pulled_is_not_built_before()
    {
        var plan = await _stack.PlanAsync();
        var build = new Docker.ImageBuild("db:1", "/nowhere", "/nowhere/Dockerfile", new Dictionary<string, string>(), null, new Dictionary<string, string>());
        _stack.Engine.Pull = (reference, _, _) => throw new StackException("ImagePullFailed", StackErrorCategory.ResourceUnavailable, "no", reference);
        var preparation = new ImagePreparation(_stack.Engine, Channel.CreateUnbounded<StackItem>().Writer);
        ImagePlan[] images = [new(plan.Services[0].Spec, build, "missing"), new(plan.Services[1].Spec, null, "missing")];
        (await preparation.Awaiting(p => p.PrepareAsync(images, TestContext.Current.CancellationToken)).Should().ThrowAsync<StackException>()).Which.ErrorId.Should().Be("ImagePullFailed");
    }

    [Fact]
    public async Task An_image_that_is_here_is_used_without_asking_anybody()
    {
        await _stack.DeployAsync();
        _stack.Engine.Calls.Should().NotContain(c => c.StartsWith("pull") || c.StartsWith("probe"));
    }

    private async Task<List<StackException>> FailAsync()
    {
        var errors = new List<StackException>();
        try
        {
            await foreach (var item in new Deployer(_stack.Engine, _stack.Options).ApplyAsync(await _stack.PlanAsync(), TestContext.Current.CancellationToken))
            {
                if (item is ErrorItem error) errors.Add(error.Error);
            }
        }
        catch (StackException e)
        {
            errors.Add(e);
        }

        return errors;
    }

    private void NothingIsLeft()
    {
        _stack.Engine.Containers.Should().BeEmpty();
        _stack.Engine.Networks.Should().BeEmpty();
        _stack.Engine.Volumes.Should().BeEmpty();
    }
}
