using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using Mem0Observability.Tests.Integration.Setup;
using Mem0Observability.Tests.Integration.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mem0Observability.Tests.Integration.Instrumentation;

/// <summary>The OpenTelemetry SDK for Python, as the instrumentation uses it, sends to the observer.</summary>
public sealed class PythonSdkTests
{
    private const string Script =
        """
        from shared import tracing
        tracing.configure("python-service")
        with tracing.span("POST /search", tracing.SERVER) as span:
            with tracing.span("embed", tracing.CLIENT, {"gen_ai.request.model": "text-embedding-3-small"}):
                pass
            print(tracing.current().trace_id)
        tracing.flush()
        """;

    [Fact]
    public async Task A_trace_arrives_whole()
    {
        await PythonImages.EnsureAsync("sid");
        await using var observer = await OtlpObserver.StartAsync();
        await using var container = new ContainerBuilder(PythonImages.Prefix + "sid")
            .WithLogger(NullLogger.Instance)
            .WithEntrypoint("sleep")
            .WithCommand("300")
            .WithBindMount(Path.Combine(Repository.Root, "instrumentation"), "/src", AccessMode.ReadOnly)
            .WithEnvironment("PYTHONPATH", "/src")
            .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", observer.Http.ToString())
            .WithCreateParameterModifier(p =>
            {
                p.HostConfig!.NetworkMode = "host";
                p.HostConfig.Init = true;
            })
            .Build();
        await container.StartAsync(TestContext.Current.CancellationToken);

        var run = await container.ExecAsync(["python3", "-c", Script], TestContext.Current.CancellationToken);

        run.ExitCode.Should().Be(0, run.Stderr);
        var trace = await Poll.UntilAsync("the trace", TimeSpan.FromSeconds(20), () => observer.Traces.GetAsync(run.Stdout.Trim(), TestContext.Current.CancellationToken));
        trace.Services.Should().Equal("python-service");
        trace.RootOperation.Should().Be("POST /search");
        var embed = trace.Spans.Single(s => s.Name == "embed");
        embed.ParentSpanId.Should().Be(trace.Spans.Single(s => s.Name == "POST /search").SpanId);
        embed.Attributes["gen_ai.request.model"].Should().Be("text-embedding-3-small");
        embed.Resource.Should().Contain("telemetry.sdk.name", "opentelemetry", "the built-in tracer would not prove anything about the SDK")
            .And.Contain("telemetry.sdk.language", "python");
    }
}
