using System.Text.Json;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Mem0Observability.Stack;
using Mem0Observability.Tests.Integration.Setup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mem0Observability.Tests.Integration.Config.Equivalence;

/// <summary>docker compose v2, with the checkout at the same path as here, so that its absolute paths can be compared.</summary>
public sealed class ComposeProgram : IAsyncLifetime
{
    public const string State = "/nonexistent/mem0-state";

    private readonly IContainer _container = new ContainerBuilder(StackImages.Compose)
        .WithLogger(NullLogger.Instance)
        .WithEntrypoint("sleep")
        .WithCommand("600")
        .WithWorkingDirectory(Repository.Root)
        .WithBindMount(Repository.Root, Repository.Root, AccessMode.ReadOnly)
        .WithEnvironment(StateFolder.Variable, State)
        .WithEnvironment("OBSERVER_PUBLISH", Repository.Published)
        .WithCreateParameterModifier(p => p.HostConfig!.Init = true)
        .Build();

    private readonly Dictionary<string, JsonElement> _known = [];

    /// <summary>What <c>docker compose</c> with these options makes of the file; the tests of a class come one after another.</summary>
    public async Task<JsonElement> ConfigAsync(params string[] options)
    {
        if (_known.TryGetValue(string.Join(' ', options), out var known)) return known;
        var run = await _container.ExecAsync(["docker-compose", "-f", StackFiles.Monitoring, .. options, "config", "--format", "json"], TestContext.Current.CancellationToken);
        run.ExitCode.Should().Be(0, run.Stderr);
        // It writes every $ twice, so that its output can be read again.
        using var json = JsonDocument.Parse(run.Stdout.Replace("$$", "$", StringComparison.Ordinal));
        return _known[string.Join(' ', options)] = json.RootElement.Clone();
    }

    public async ValueTask InitializeAsync() => await _container.StartAsync();

    public async ValueTask DisposeAsync() => await _container.DisposeAsync();
}
