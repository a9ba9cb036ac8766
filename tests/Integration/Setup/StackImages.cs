using System.Threading.Channels;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Integration.Setup;

/// <summary>Every image that the tests use, made by the product's own code where it is missing or its source has changed.</summary>
public sealed class StackImages : IAsyncLifetime
{
    public const string Pgvector = "mem0-monitoring/pgvector:trixie";
    public const string Compose = "mem0-itest/compose:trixie";

    /// <summary>docker compose, which the stack itself does not need.</summary>
    private static string ComposeContext => Path.Combine(Repository.Root, "tests", "Integration", "Config", "Equivalence", "compose");

    public async ValueTask InitializeAsync()
    {
        // For a run of the tests that need none: -trait Suite=Telemetry.
        if (Environment.GetEnvironmentVariable("MEM0_TEST_ENGINE") == "none") return;
        using var engine = await EngineConnection.OpenAsync(CancellationToken.None);
        var items = Channel.CreateUnbounded<StackItem>();
        await new BaseImage(engine, items.Writer).EnsureAsync(CancellationToken.None);
        var pgvector = new ServiceSpec { Name = "postgres", Image = Pgvector, Position = new("", 0, 0) };
        var compose = new ServiceSpec { Name = "compose", Image = Compose, Position = default, Build = new(ComposeContext, Path.Combine(ComposeContext, "Dockerfile"), new Dictionary<string, string>(), null) };
        var plans = new List<ImagePlan>();
        foreach (var service in Repository.Lite.Services.Values.Append(pgvector).Append(compose))
        {
            var present = await engine.FindImageAsync(service.Image, CancellationToken.None);
            if (ImagePlanner.Plan(service, present, Repository.Root) is { } plan) plans.Add(plan);
        }

        await new ImagePreparation(engine, items.Writer).PrepareAsync(plans, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
