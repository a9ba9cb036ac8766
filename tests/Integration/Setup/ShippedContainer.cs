using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using Mem0Observability.Compose;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mem0Observability.Tests.Integration.Setup;

/// <summary>A service of the shipped compose file as a Testcontainers container: same image, command, files, limits and health test; random port.</summary>
internal static class ShippedContainer
{
    /// <param name="instead">Other sources, by where they are mounted.</param>
    public static ContainerBuilder Of(string service, INetwork network, IReadOnlyDictionary<string, string>? instead = null) =>
        Of(Repository.Lite.Services[service], network, instead);

    public static ContainerBuilder Of(ServiceSpec spec, INetwork network, IReadOnlyDictionary<string, string>? instead = null)
    {
        var builder = new ContainerBuilder(spec.Image)
            .WithLogger(NullLogger.Instance)
            .WithNetwork(network)
            .WithNetworkAliases(spec.Name)
            .WithEnvironment(spec.Environment.ToDictionary())
            .WithPortBinding(spec.Ports[0].Target, assignRandomHostPort: true)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilCommandIsCompleted([.. spec.HealthCheck!.Test.Skip(1)]))
            .WithCreateParameterModifier(p =>
            {
                // Where a test listens.
                p.HostConfig!.ExtraHosts = [.. p.HostConfig.ExtraHosts ?? [], "host.docker.internal:host-gateway"];
                p.HostConfig.Memory = spec.MemoryLimit ?? 0;
                p.HostConfig.ReadonlyRootfs = spec.ReadOnly;
                p.HostConfig.CapDrop = [.. spec.CapDrop];
            });
        if (spec.Command is { } command) builder = builder.WithCommand([.. command]);
        // Volumes are left to the image's own, which are anonymous and go with the container; secrets are the test's business.
        return spec.Mounts.Where(m => m is { Kind: MountKind.Bind, Origin: "volume" })
            .Aggregate(builder, (b, m) => b.WithBindMount(instead?.GetValueOrDefault(m.Target) ?? m.Source!, m.Target, AccessMode.ReadOnly));
    }

    public static Uri Address(IContainer container, string service) =>
        new($"http://{container.Hostname}:{container.GetMappedPublicPort(Repository.Lite.Services[service].Ports[0].Target)}");
}
