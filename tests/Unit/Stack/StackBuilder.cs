using Mem0Observability.Compose;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Unit.Stack;

/// <summary>A small project: <c>api</c> depends on <c>db</c> being healthy, <c>probe</c> on nothing.</summary>
internal sealed class StackBuilder
{
    public StackBuilder()
    {
        foreach (var image in new[] { "db:1", "api:1", "probe:1" }) Engine.Images[image] = new($"sha256:{image}", new Dictionary<string, string>());
    }

    public FakeEngine Engine { get; } = new();

    public DeploymentOptions Options { get; set; } = new("/state", "Official", [], new HashSet<string>(), TimeSpan.FromSeconds(2));

    public Dictionary<string, ServiceSpec> Services { get; } = new()
    {
        ["db"] = Service("db"),
        ["api"] = Service("api") with { DependsOn = new Dictionary<string, DependencyCondition> { ["db"] = DependencyCondition.Healthy } },
        ["probe"] = Service("probe") with { Labels = new Dictionary<string, string> { [StackLabels.Join] = "mem0" } },
    };

    public ComposeProject Project => new(
        "p", "/project", ["/project/c.yml"], Services,
        new Dictionary<string, NetworkSpec> { ["net"] = new("net", "p_net", null, false, false, new Dictionary<string, string>()) },
        new Dictionary<string, VolumeSpec> { ["data"] = new("data", "p_data", null, false, new Dictionary<string, string>()) });

    public static ServiceSpec Service(string name) => new()
    {
        Name = name,
        Image = $"{name}:1",
        Position = new("c.yml", 1, 1),
        Networks = new Dictionary<string, IReadOnlyList<string>> { ["net"] = [] },
        HealthCheck = new(["CMD", "true"], null, null, null, null, null),
    };

    public Task<DeploymentPlan> PlanAsync() => new Planner(Engine, Project, Options).PlanAsync(TestContext.Current.CancellationToken);

    public Task<List<StackItem>> DeployAsync() => DeployUntilAsync(TestContext.Current.CancellationToken);

    public async Task<List<StackItem>> DeployUntilAsync(CancellationToken cancellationToken)
    {
        var items = new List<StackItem>();
        await foreach (var item in new Deployer(Engine, Options).ApplyAsync(await PlanAsync(), cancellationToken)) items.Add(item);
        return items;
    }

    public string[] Running => [.. Engine.Containers.Values.Where(c => c.State.State == "running").Select(c => c.Name).Order()];
}
