using System.Threading.Channels;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Stack;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Instrumentation;

/// <summary>The demo's image, as Start-Mem0Demo builds it, and on top of it what only the tests need.</summary>
internal static class PythonImages
{
    public const string Prefix = "mem0-monitoring/demo-test:";

    /// <summary>Tests of several classes want the same images at the same time.</summary>
    private static readonly SemaphoreSlim s_turn = new(1);

    public static async Task EnsureAsync(string release)
    {
        await s_turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await BuildAsync(release, TestContext.Current.CancellationToken);
        }
        finally
        {
            s_turn.Release();
        }
    }

    private static async Task BuildAsync(string release, CancellationToken cancellationToken)
    {
        using var engine = await EngineConnection.OpenAsync(cancellationToken);
        var tests = Path.Combine(Repository.Root, "instrumentation", "tests");
        var dockerfile = Path.Combine(tests, release == "sid" ? "Dockerfile.sid" : "Dockerfile");
        var demo = Repository.Files("mem0-itest", Path.Combine(Path.GetTempPath(), "mem0-itest-state")).ReadDemo("mem0-itest-demo").Services["mem0"];
        var test = new ServiceSpec { Name = "test", Image = Prefix + release, Position = default, Build = new(tests, dockerfile, new Dictionary<string, string>(), null) };
        // One after the other: stable's is built on the demo's.
        foreach (var service in release == "sid" ? (ServiceSpec[])[test] : [demo, test])
        {
            var present = await engine.FindImageAsync(service.Image, cancellationToken);
            if (ImagePlanner.Plan(service, present, Repository.Root) is not { } plan) continue;
            await new ImagePreparation(engine, Channel.CreateUnbounded<StackItem>().Writer).PrepareAsync([plan], cancellationToken);
        }
    }
}
