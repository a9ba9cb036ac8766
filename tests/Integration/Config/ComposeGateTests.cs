using Mem0Observability.Compose;
using Mem0Observability.Stack;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Config;

/// <summary>What every service of the shipped stack must have.</summary>
[Trait("Suite", "Config")]
public sealed class ComposeGateTests
{
    private const long Gibibyte = 1L << 30;

    /// <summary>They end, or have nothing in their image that could test.</summary>
    private static readonly string[] s_untested = ["elastic-setup", "kibana-setup", "otel-collector"];

    public static TheoryData<string, string> Services =>
    [
        .. Repository.Lite.Services.Keys.Select(s => (StackProfiles.Lite, s)),
        .. Repository.Full.Services.Keys.Select(s => (StackProfiles.Full, s)),
    ];

    [Fact]
    public void Full_is_Lite_and_these_services() => Repository.Full.Services.Keys.Should().BeEquivalentTo(Repository.Lite.Services.Keys.Concat(
    [
        "elasticsearch", "elastic-setup", "logstash", "filebeat", "kibana", "kibana-setup", "otel-collector", "jaeger", "grafana", "cadvisor", "elasticsearch-exporter",
    ]));

    [Fact]
    public void Full_fits_into_eight_gibibytes() => Repository.Full.Services.Values.Sum(s => s.MemoryLimit).Should().BeLessThan(8 * Gibibyte);

    [Fact]
    public void Lite_is_these_services() => Repository.Lite.Services.Keys.Should().BeEquivalentTo(
        "prometheus", "alertmanager", "node-exporter", "postgres-exporter", "blackbox-exporter", "observer");

    [Fact]
    public void Lite_fits_into_one_gibibyte() => Repository.Lite.Services.Values.Sum(s => s.MemoryLimit).Should().BeLessThan(Gibibyte);

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_service_is_checked_limited_rotated_and_reachable_from_this_machine_only(string profile, string name)
    {
        var service = Repository.Of(profile).Services[name];
        service.HealthCheck!.Test.Contains("NONE").Should().Be(s_untested.Contains(name));
        service.MemoryLimit.Should().BePositive();
        service.Logging!.Options.Should().ContainKeys("max-size", "max-file");
        service.Ports.Should().NotContain(p => p.HostIp != "127.0.0.1");
        service.Mounts.Where(m => m is { Kind: MountKind.Bind, ReadOnly: false }).Should().BeEmpty("configuration is not written to");
        service.Restart.Should().Be(OneShots.Has(Repository.Of(profile), service) ? "no" : "unless-stopped");
        service.CapDrop.Should().Equal("ALL");
        service.SecurityOpt.Should().Equal("no-new-privileges:true");
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_port_can_be_moved_by_its_variable(string profile, string name)
    {
        foreach (var port in Repository.Of(profile).Services[name].Ports.Where(p => p.Published != 0))
        {
            var files = Repository.Files("mem0-itest", "/nonexistent");
            files = files with { Environment = new Dictionary<string, string>(files.Environment) { [PortConflicts.Variable(name, port.Target)] = "39999" } };
            var moved = files.ReadMonitoring(profile, ImageSources.Official).Services[name].Ports;
            moved.Where(p => p.Published == 39999).Select(p => p.Target).Should().Equal(port.Target);
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_image_that_is_pulled_can_be_named_by_its_variable(string profile, string name)
    {
        if (Repository.Of(profile).Services[name].Build is not null) return;
        var files = Repository.Files("mem0-itest", "/nonexistent");
        files = files with { Environment = new Dictionary<string, string>(files.Environment) { [ImageUnavailable.Variable(name)] = "mirror.example/image:1" } };
        files.ReadMonitoring(profile, ImageSources.Official).Services[name].Image.Should().Be("mirror.example/image:1");
    }

    [Fact]
    public void The_services_that_run_once_are_those_that_set_something_up() =>
        Repository.Full.Services.Values.Where(s => OneShots.Has(Repository.Full, s)).Select(s => s.Name).Should().BeEquivalentTo("elastic-setup", "kibana-setup");

    [Fact]
    public void In_Full_the_collector_has_the_name_and_the_ports_of_telemetry()
    {
        Repository.Full.Services["otel-collector"].Networks["telemetry"].Should().Contain("telemetry");
        Repository.Full.Services["otel-collector"].Ports.Select(p => p.Published).Should().BeEquivalentTo([4317, 4318]);
        Repository.Full.Services["observer"].Networks["telemetry"].Should().NotContain("telemetry");
        Repository.Full.Services["observer"].Ports.Where(p => p.Published is 4317 or 4318).Should().BeEmpty();
    }

    [Fact]
    public void The_observer_takes_telemetry_in_and_has_no_capability_and_no_socket()
    {
        var observer = Repository.Lite.Services["observer"];
        observer.Ports.Select(p => p.Published).Should().BeEquivalentTo([9095, 4317, 4318]);
        observer.CapDrop.Should().Equal("ALL");
        observer.CapAdd.Should().BeEmpty();
        observer.Privileged.Should().BeFalse();
        observer.Mounts.Where(m => m.Kind == MountKind.Bind).Should().OnlyContain(m => m.ReadOnly).And.HaveCount(7)
            .And.ContainSingle(m => m.Source == "/var/lib/docker/containers")
            .And.ContainSingle(m => m.Target == "/etc/observer/dashboards").And.ContainSingle(m => m.Target == "/etc/observer/runbooks").And.ContainSingle(m => m.Target == "/etc/observer/channels")
            .And.ContainSingle(m => m.Origin == "secret" && m.Source!.EndsWith("/observer_token", StringComparison.Ordinal))
           .And.ContainSingle(m => m.Origin == "secret" && m.Source!.EndsWith("/otlp_token", StringComparison.Ordinal))
            .And.ContainSingle(m => m.Origin == "secret" && m.Source!.EndsWith("/observer_elasticsearch_password", StringComparison.Ordinal));
        observer.Networks["telemetry"].Should().Equal("telemetry");
        observer.Labels[StackLabels.JoinAs].Should().Be("telemetry");
    }

    [Theory]
    [InlineData(StackProfiles.Lite, ImageSources.Official)]
    [InlineData(StackProfiles.Lite, ImageSources.Distribution)]
    [InlineData(StackProfiles.Full, ImageSources.Official)]
    public void Every_image_has_a_pinned_version(string profile, string source)
    {
        var images = Repository.Files("mem0-itest", "/nonexistent").ReadMonitoring(profile, source).Services.Values.Select(s => s.Image);
        images.Should().OnlyContain(i => i.Contains(':') && !i.EndsWith(":latest"));
    }
}
