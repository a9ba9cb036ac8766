using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Mem0Observability.Tests.Integration.Setup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mem0Observability.Tests.Integration.Config;

/// <summary>promtool and amtool of the images that are deployed, with the checkout's <c>monitoring/</c>.</summary>
public sealed class ToolContainer : IAsyncLifetime
{
    private readonly IContainer _prometheus = Build("prometheus");
    private readonly IContainer _alertmanager = Build("alertmanager");

    public Task<ExecResult> PromtoolAsync(params string[] arguments) => _prometheus.ExecAsync(["promtool", .. arguments], TestContext.Current.CancellationToken);

    /// <summary>With a file of the test's own at that place.</summary>
    public async Task<ExecResult> PromtoolAsync(byte[] content, string path, params string[] arguments)
    {
        await _prometheus.CopyAsync(content, path, ct: TestContext.Current.CancellationToken);
        return await PromtoolAsync(arguments);
    }

    public Task<ExecResult> AmtoolAsync(params string[] arguments) => _alertmanager.ExecAsync(["amtool", .. arguments], TestContext.Current.CancellationToken);

    /// <summary>With a file of the test's own at that place.</summary>
    public async Task<ExecResult> AmtoolAsync(byte[] content, string path, params string[] arguments)
    {
        await _alertmanager.CopyAsync(content, path, ct: TestContext.Current.CancellationToken);
        return await AmtoolAsync(arguments);
    }

    public async ValueTask InitializeAsync() => await Task.WhenAll(_prometheus.StartAsync(), _alertmanager.StartAsync());

    public async ValueTask DisposeAsync() => await Task.WhenAll(_prometheus.DisposeAsync().AsTask(), _alertmanager.DisposeAsync().AsTask());

    private static IContainer Build(string service) => new ContainerBuilder(Repository.Lite.Services[service].Image)
        .WithLogger(NullLogger.Instance)
        .WithEntrypoint("sleep")
        .WithCommand("600")
        .WithBindMount(Repository.Monitoring, "/monitoring", AccessMode.ReadOnly)
        .WithCreateParameterModifier(p => p.HostConfig!.Init = true)
        .Build();
}
