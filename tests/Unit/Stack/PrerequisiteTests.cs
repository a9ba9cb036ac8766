using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Unit.Stack;

public sealed class PrerequisiteTests
{
    private const long Gibibyte = 1L << 30;
    private readonly StackBuilder _stack = new();

    [Theory]
    [InlineData(1, CheckOutcome.Failed)]
    [InlineData(4, CheckOutcome.Warning)]
    [InlineData(9, CheckOutcome.Passed)]
    public void Lite_needs_room_for_images_and_samples(long free, CheckOutcome outcome) => Disk(free, 1000).Outcome.Should().Be(outcome);

    [Theory]
    [InlineData(100, 40, 0, CheckOutcome.Passed)]
    [InlineData(1000, 45, 0, CheckOutcome.Failed)]
    [InlineData(1000, 90, 0, CheckOutcome.Warning)]
    [InlineData(1000, 45, 2, CheckOutcome.Passed)]
    [InlineData(1000, 20, 2, CheckOutcome.Warning)]
    [InlineData(1000, 2, 2, CheckOutcome.Failed)]
    public void Elasticsearch_must_not_find_its_disk_too_full(long total, long free, int floodGigabytes, CheckOutcome outcome)
    {
        AddElasticsearch(floodGigabytes == 0 ? [] : new()
        {
            ["cluster.routing.allocation.disk.watermark.flood_stage"] = $"{floodGigabytes}gb",
            ["cluster.routing.allocation.disk.watermark.high"] = $"{floodGigabytes + 1}gb",
        });
        var row = Disk(free, total);
        row.Outcome.Should().Be(outcome);
        if (outcome == CheckOutcome.Failed) row.Required.Should().Contain("read-only");
        if (outcome != CheckOutcome.Passed) row.Fix.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(65530, "single-node", CheckOutcome.Warning)]
    [InlineData(65530, "multi-node", CheckOutcome.Failed)]
    [InlineData(262144, "multi-node", CheckOutcome.Passed)]
    public void Elasticsearch_needs_many_memory_maps(long count, string discovery, CheckOutcome outcome)
    {
        Prerequisites.MapCount(_stack.Project, count).Outcome.Should().Be(CheckOutcome.Passed);
        AddElasticsearch(new() { ["discovery.type"] = discovery });
        var row = Prerequisites.MapCount(_stack.Project, count);
        row.Outcome.Should().Be(outcome);
        row.Fix.Contains("sysctl", StringComparison.Ordinal).Should().Be(outcome != CheckOutcome.Passed);
    }

    [Theory]
    [InlineData(6, CheckOutcome.Passed)]
    [InlineData(5, CheckOutcome.Failed)]
    public void Memory_is_the_sum_of_the_limits(long total, CheckOutcome outcome)
    {
        foreach (var name in _stack.Services.Keys.ToList()) _stack.Services[name] = _stack.Services[name] with { MemoryLimit = 2 * Gibibyte, Profiles = ["full"] };
        var row = Prerequisites.Memory(_stack.Project, new(total * Gibibyte, "/", null));
        row.Outcome.Should().Be(outcome);
        row.Required.Should().StartWith("6144 MiB");
        row.Fix.Contains("-Profile Lite", StringComparison.Ordinal).Should().Be(outcome == CheckOutcome.Failed);
    }

    [Fact]
    public async Task Images_that_are_here_are_not_asked_for()
    {
        (await ImagesAsync()).Outcome.Should().Be(CheckOutcome.Passed);
        _stack.Engine.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task Images_of_one_registry_are_one_question()
    {
        _stack.Engine.Images.Clear();
        (await ImagesAsync()).Should().Match<PrerequisiteResult>(r => r.Outcome == CheckOutcome.Passed && r.Observed == "0 on this machine, 3 to download");
        _stack.Engine.Calls.Should().ContainSingle();
    }

    [Theory]
    [InlineData("lite", CheckOutcome.Warning)]
    [InlineData("full", CheckOutcome.Failed)]
    public async Task A_registry_that_does_not_answer_stands_in_the_way_of_what_cannot_be_built(string profile, CheckOutcome outcome)
    {
        _stack.Services["api"] = _stack.Services["api"] with { Profiles = [profile] };
        _stack.Engine.Images.Remove("api:1", out _);
        _stack.Engine.RegistryFault = "no such host";
        var row = await ImagesAsync();
        row.Outcome.Should().Be(outcome);
        row.Observed.Should().Contain("api:1").And.Contain("no such host");
        if (outcome == CheckOutcome.Failed) row.Fix.Should().Contain("API_IMAGE = '<mirror>/api:1'").And.Contain("docker load").And.Contain("-Profile Lite");
    }

    [Fact]
    public async Task A_plan_says_what_it_will_take_of_memory_and_network()
    {
        _stack.Engine.Images.Remove("api:1", out _);
        _stack.Services["db"] = _stack.Services["db"] with { MemoryLimit = 2 * Gibibyte };
        _stack.Services["api"] = _stack.Services["api"] with { MemoryLimit = Gibibyte };
        PlanSummary.Of(await _stack.PlanAsync()).Should().Equal(
            "Memory limits: 3072 MiB in all (db 2048, api 1024, probe unlimited).",
            "Images to download: 1 (api:1).",
            "Images to build here: none.");
    }

    private Task<PrerequisiteResult> ImagesAsync() => ImagePrerequisite.CheckAsync(_stack.Engine, _stack.Project, TestContext.Current.CancellationToken);

    private PrerequisiteResult Disk(long free, long total) => DiskPrerequisite.Judge(_stack.Project, free * Gibibyte, total * Gibibyte, "/data");

    private void AddElasticsearch(Dictionary<string, string> environment) =>
        _stack.Services["elasticsearch"] = StackBuilder.Service("elasticsearch") with { Environment = environment };
}
