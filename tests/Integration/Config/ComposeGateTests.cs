using Mem0Observability.Compose;
using Mem0Observability.Stack;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Config;

/// <summary>What every service of the shipped stack must have.</summary>
[Trait("Suite", "Config")]
public sealed class ComposeGateTests
{
    private const long Gibibyte = 1L << 30;

    public static TheoryData<string> Names => [.. Repository.Lite.Services.Keys];

    [Fact]
    public void Lite_is_these_services() => Repository.Lite.Services.Keys.Should().BeEquivalentTo(
        "prometheus", "alertmanager", "node-exporter", "postgres-exporter", "blackbox-exporter", "observer");

    [Fact]
    public void Lite_fits_into_one_gibibyte() => Repository.Lite.Services.Values.Sum(s => s.MemoryLimit).Should().BeLessThan(Gibibyte);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_service_is_checked_limited_rotated_and_reachable_from_this_machine_only(string name)
    {
        var service = Repository.Lite.Services[name];
        service.HealthCheck!.Test.Should().NotBeEmpty().And.NotContain("NONE");
        service.MemoryLimit.Should().BePositive();
        service.Logging!.Options.Should().ContainKeys("max-size", "max-file");
        service.Ports.Should().NotBeEmpty().And.OnlyContain(p => p.HostIp == "127.0.0.1");
        service.Mounts.Where(m => m is { Kind: MountKind.Bind, ReadOnly: false }).Should().BeEmpty("configuration is not written to");
        service.Restart.Should().Be("unless-stopped");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_port_can_be_moved_by_its_variable(string name)
    {
        foreach (var port in Repository.Lite.Services[name].Ports)
        {
            var files = Repository.Files("mem0-itest", "/nonexistent");
            files = files with { Environment = new Dictionary<string, string>(files.Environment) { [PortConflicts.Variable(name, port.Target)] = "39999" } };
            var moved = files.ReadMonitoring("lite", ImageSources.Distribution).Services[name].Ports;
            moved.Where(p => p.Published == 39999).Select(p => p.Target).Should().Equal(port.Target);
        }
    }

    [Fact]
    public void The_observer_takes_telemetry_in_and_has_no_capability_and_no_socket()
    {
        var observer = Repository.Lite.Services["observer"];
        observer.Ports.Select(p => p.Published).Should().BeEquivalentTo([9095, 4317, 4318]);
        observer.CapDrop.Should().Equal("ALL");
        observer.CapAdd.Should().BeEmpty();
        observer.Privileged.Should().BeFalse();
        observer.Mounts.Where(m => m.Kind == MountKind.Bind).Should().OnlyContain(m => m.ReadOnly).And.HaveCount(2)
            .And.ContainSingle(m => m.Source == "/var/lib/docker/containers").And.ContainSingle(m => m.Origin == "secret" && m.Source!.EndsWith("/otlp_token", StringComparison.Ordinal));
        observer.Networks["telemetry"].Should().Equal("telemetry");
        observer.Labels[StackLabels.JoinAs].Should().Be("telemetry");
    }

    [Theory]
    [InlineData(ImageSources.Official)]
    [InlineData(ImageSources.Distribution)]
    public void Every_image_has_a_pinned_version(string source)
    {
        var images = Repository.Files("mem0-itest", "/nonexistent").ReadMonitoring("lite", source).Services.Values.Select(s => s.Image);
        images.Should().OnlyContain(i => i.Contains(':') && !i.EndsWith(":latest"));
    }
}
