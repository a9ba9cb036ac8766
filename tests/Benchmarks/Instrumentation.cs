using System.Threading.Channels;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Benchmarks;

/// <summary>
/// What instrumentation/ costs a request, in a container without a network; instrumentation/tests/bench.py says how each is measured.
/// </summary>
internal static class Instrumentation
{
    private const string Image = "mem0-monitoring/demo-test:trixie";

    public static async Task MeasureAsync(Report report, CancellationToken cancellationToken)
    {
        using var engine = await EngineConnection.OpenAsync(cancellationToken);
        var tests = Path.Combine(Checkout.Root, "instrumentation", "tests");
        var files = StackFiles.In(Checkout.Root, BenchStack.Project, new Dictionary<string, string>());
        var service = new ServiceSpec
        {
            Name = "instrumentation",
            Position = default,
            Image = Image,
            Build = new(tests, Path.Combine(tests, "Dockerfile"), new Dictionary<string, string>(), null),
            Command = ["python3", "instrumentation/tests/bench.py", .. Report.InstrumentationNames.Where(name => report.Wants(name))],
            Mounts = [new(MountKind.Bind, Checkout.Root, "/src", ReadOnly: true, "volume", default)],
            NetworkMode = "none",
        };
        foreach (var each in (ServiceSpec[])[files.ReadDemo(BenchStack.Demo).Services["mem0"], service])
        {
            if (ImagePlanner.Plan(each, await engine.FindImageAsync(each.Image, cancellationToken), Checkout.Root) is { } plan)
                await new ImagePreparation(engine, Channel.CreateUnbounded<StackItem>().Writer).PrepareAsync([plan], cancellationToken);
        }

        Report.Say("Instrumentation: 1 to 2 minutes");
        foreach (var line in (await OneOff.RunAsync(engine, service, cancellationToken)).Split('\n').Where(line => line.StartsWith("bench ", StringComparison.Ordinal)))
            report.AddMeasured(line);
    }
}
