using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using Mem0Observability.Tests.Integration.Setup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mem0Observability.Tests.Integration.Instrumentation;

/// <summary>The tests of instrumentation/ in containers without a network: Debian stable's FastAPI and clients, and sid's with the OpenTelemetry SDK.</summary>
/// <remarks>MEM0_CHECKOUT names folders of mem0 checkouts, separated as in PATH, which are then tested unmodified.</remarks>
public sealed class PythonTests
{
    private static readonly string[] s_pytest = ["python3", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--color=no", "instrumentation/tests"];

    [Theory]
    [InlineData("trixie")]
    [InlineData("sid")]
    public async Task The_instrumentation_passes_its_own_tests(string release)
    {
        await PythonImages.EnsureAsync(release);
        string[] checkouts = Environment.GetEnvironmentVariable("MEM0_CHECKOUT")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        var inside = checkouts.Select((_, number) => $"/mem0/{number}").ToArray();
        var builder = new ContainerBuilder(PythonImages.Prefix + release)
            .WithLogger(NullLogger.Instance)
            .WithEntrypoint("sleep")
            .WithCommand("900")
            .WithBindMount(Repository.Root, "/src", AccessMode.ReadOnly)
            .WithEnvironment("MEM0_CHECKOUT", string.Join(':', inside))
            .WithCreateParameterModifier(p =>
            {
                p.HostConfig!.NetworkMode = "none";
                p.HostConfig.Init = true;
            });
        await using var container = checkouts.Zip(inside).Aggregate(builder, (b, pair) => b.WithBindMount(pair.First, pair.Second, AccessMode.ReadOnly)).Build();
        await container.StartAsync(TestContext.Current.CancellationToken);

        var run = await container.ExecAsync(s_pytest, TestContext.Current.CancellationToken);

        run.ExitCode.Should().Be(0, "{0}{1}", run.Stdout, run.Stderr);
        run.Stdout.Should().MatchRegex("[0-9]{3} passed", "an empty run would also end with 0");
    }
}
