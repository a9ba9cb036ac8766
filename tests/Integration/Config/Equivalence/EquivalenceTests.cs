using System.Text.Json;
using System.Text.Json.Nodes;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Stack;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Config.Equivalence;

/// <summary>Plain <c>docker compose</c> makes the same containers of the file as the module does, in both profiles.</summary>
[Trait("Suite", "Config")]
public sealed class EquivalenceTests(ComposeProgram compose) : IClassFixture<ComposeProgram>
{
    /// <summary>A profile, and the options by which plain compose chooses it; none for Full.</summary>
    public static TheoryData<string, string[]> Profiles => new()
    {
        { StackProfiles.Full, [] },
        { StackProfiles.Lite, ["--env-file", "monitoring/versions.env", "--env-file", "monitoring/lite.env"] },
    };

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Every_service_is_the_same_container(string profile, string[] options)
    {
        var file = await compose.ConfigAsync(options);
        var containers = await PlanAsync(profile);
        containers.Keys.Should().BeEquivalentTo(file.GetProperty("services").EnumerateObject().Select(s => s.Name));
        containers.SelectMany(c => new ComposeService(file, c.Key).Read().DifferenceTo(c.Value).Select(d => $"{c.Key} {d}")).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Networks_and_volumes_have_the_same_names(string profile, string[] options)
    {
        var file = await compose.ConfigAsync(options);
        var project = Read(profile);
        project.Networks.Values.Select(n => n.Name).Should().BeEquivalentTo(Names(file, "networks"));
        project.Volumes.Values.Select(v => v.Name).Should().BeEquivalentTo(Names(file, "volumes"));
    }

    [Theory]
    [InlineData("image", "\"other:1\"")]
    [InlineData("command", "[\"--other\"]")]
    [InlineData("entrypoint", "[\"/other\"]")]
    [InlineData("environment", "{\"OTHER\":\"1\"}")]
    [InlineData("labels", "{\"other\":\"1\"}")]
    [InlineData("user", "\"7\"")]
    [InlineData("restart", "\"always\"")]
    [InlineData("read_only", "false")]
    [InlineData("cap_drop", "[]")]
    [InlineData("mem_limit", "\"7\"")]
    [InlineData("ports", "[]")]
    [InlineData("volumes", "[]")]
    [InlineData("secrets", "[]")]
    [InlineData("networks", "{\"telemetry\":{\"aliases\":[\"other\"]}}")]
    [InlineData("healthcheck", "{\"disable\":true}")]
    [InlineData("logging", "{\"driver\":\"local\",\"options\":{}}")]
    [InlineData("depends_on", "{\"other\":{\"condition\":\"service_started\"}}")]
    public async Task A_difference_in_one_key_is_found(string key, string other)
    {
        var file = await compose.ConfigAsync();
        var changed = JsonNode.Parse(file.GetRawText())!;
        changed["services"]!["elasticsearch-exporter"]![key] = JsonNode.Parse(other);
        // What it has none of is taken away from one that has some.
        if (key is "ports" or "volumes") changed["services"]!["grafana"]![key] = JsonNode.Parse(other);
        using var json = JsonDocument.Parse(changed.ToJsonString());
        var containers = await PlanAsync(StackProfiles.Full);
        containers.SelectMany(c => new ComposeService(json.RootElement, c.Key).Read().DifferenceTo(c.Value)).Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_key_that_nobody_compares_is_an_error()
    {
        var changed = JsonNode.Parse((await compose.ConfigAsync()).GetRawText())!;
        changed["services"]!["grafana"]!["cgroup"] = "host";
        using var json = JsonDocument.Parse(changed.ToJsonString());
        new ComposeService(json.RootElement, "grafana").Invoking(s => s.Read()).Should().Throw<InvalidOperationException>().WithMessage("*cgroup*");
    }

    private static ComposeProject Read(string profile) => Repository.Files("mem0-monitoring", ComposeProgram.State).ReadMonitoring(profile, ImageSources.Official);

    private static async Task<Dictionary<string, Fields>> PlanAsync(string profile)
    {
        using var engine = await EngineConnection.OpenAsync(TestContext.Current.CancellationToken);
        var options = new DeploymentOptions(ComposeProgram.State, ImageSources.Official, [], new HashSet<string>(), TimeSpan.FromMinutes(1));
        var plan = await new Planner(engine, Read(profile), options).PlanAsync(TestContext.Current.CancellationToken);
        var factory = new ContainerFactory(engine, plan, options);
        return plan.Services.ToDictionary(s => s.Spec.Name, s => ModuleService.Read(s, factory.Describe(s)));
    }

    private static IEnumerable<string> Names(JsonElement file, string section) =>
        file.GetProperty(section).EnumerateObject().Select(n => n.Value.GetProperty("name").GetString()!);
}
