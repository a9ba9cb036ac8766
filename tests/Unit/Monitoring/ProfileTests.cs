using System.Text.RegularExpressions;
using Mem0Observability.Compose;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Unit.Monitoring;

public sealed class ProfileTests
{
    private const long Gibibyte = 1L << 30;

    private static readonly string[] s_lite = ["prometheus", "alertmanager", "observer", "node-exporter", "postgres-exporter", "blackbox-exporter"];

    [Fact]
    public void Lite_is_the_core_and_Full_is_the_core_and_more()
    {
        Shipped.Lite.Services.Keys.Should().BeEquivalentTo(s_lite);
        Shipped.Full.Services.Keys.Should().BeEquivalentTo([
            .. s_lite, "elasticsearch", "elastic-setup", "logstash", "filebeat", "kibana", "kibana-setup", "otel-collector", "jaeger", "grafana", "cadvisor", "elasticsearch-exporter"]);
    }

    [Fact]
    public void The_limits_are_what_is_promised_and_what_the_file_says()
    {
        long full = Shipped.Full.Services.Values.Sum(s => s.MemoryLimit!.Value), lite = Shipped.Lite.Services.Values.Sum(s => s.MemoryLimit!.Value);

        lite.Should().BeLessThan(Gibibyte);
        full.Should().BeInRange(6 * Gibibyte, 8 * Gibibyte);
        string file = Docs.Checkout.Read("docker-compose.monitoring.yml");
        file.Should().Contain($"{lite >> 20} MiB").And.Contain($"{full >> 20} MiB");
    }

    [Fact]
    public void Elasticsearchs_heap_and_Logstashs_leave_half_of_the_limit()
    {
        foreach ((string service, string variable) in new[] { ("elasticsearch", "ES_JAVA_OPTS"), ("logstash", "LS_JAVA_OPTS") })
        {
            ServiceSpec spec = Shipped.Full.Services[service];
            Match heap = Regex.Match(spec.Environment[variable], @"-Xmx(\d+[mg])");
            ByteSize.TryParse(heap.Groups[1].Value).Should().BeLessThanOrEqualTo(spec.MemoryLimit!.Value / 2, service);
        }
    }

    [Fact]
    public void The_name_telemetry_and_its_ports_have_one_owner_in_each_profile()
    {
        Owners(Shipped.Lite).Should().Equal("observer");
        Owners(Shipped.Full).Should().Equal("otel-collector");
        Shipped.Full.Services["observer"].Ports.Where(p => p.Target is 4317 or 4318).Should().OnlyContain(p => p.Published == 0);

        static IEnumerable<string> Owners(ComposeProject project) => project.Services.Values
            .Where(s => s.Networks.Values.Any(aliases => aliases.Contains("telemetry"))
                && s.Labels.GetValueOrDefault(StackLabels.JoinAs) == "telemetry"
                && s.Ports.Select(p => p.Published).Where(p => p is 4317 or 4318).Count() == 2)
            .Select(s => s.Name);
    }

    [Fact]
    public void No_port_is_published_twice() =>
        Shipped.Full.Services.Values.SelectMany(s => s.Ports).Select(p => p.Published).Where(p => p != 0).Should().OnlyHaveUniqueItems();

    [Fact]
    public void The_four_of_Elastic_have_one_version_which_stands_in_one_place()
    {
        string[] images = [.. new[] { "elasticsearch", "logstash", "kibana", "filebeat" }.Select(s => Shipped.Full.Services[s].Image)];
        images.Should().OnlyContain(i => i.StartsWith("docker.elastic.co/", StringComparison.Ordinal));
        string version = images.Select(i => i[(i.LastIndexOf(':') + 1)..]).Distinct().Should().ContainSingle().Subject;
        Regex.Count(Shipped.Text("versions.env"), Regex.Escape(version)).Should().Be(1);
    }

    [Fact]
    public void Jaeger_still_has_the_search_that_Grafana_asks()
    {
        string image = Shipped.Full.Services["jaeger"].Image;
        Version.Parse(image[(image.LastIndexOf(':') + 1)..]).Should().BeLessThan(new Version(2, 21));
    }

    [Fact]
    public void Lite_changes_only_what_Full_sets()
    {
        Dictionary<string, string> full = Variables("versions.env"), lite = Variables("lite.env");
        full.Keys.Should().Contain(lite.Keys);
        full["COMPOSE_PROFILES"].Should().Be("full");
        lite["COMPOSE_PROFILES"].Should().Be("lite");

        static Dictionary<string, string> Variables(string file)
        {
            var values = new Dictionary<string, string>();
            DotEnv.Parse(Shipped.Text(file), file, values, new Dictionary<string, string>());
            return values;
        }
    }

    [Fact]
    public void Plain_compose_reads_the_settings_of_Full_by_itself() =>
        new FileInfo(Path.Combine(Docs.Checkout.Root, ".env")).LinkTarget.Should().Be("monitoring/versions.env");

    [Fact]
    public void A_service_that_needs_a_user_waits_until_he_is_made()
    {
        foreach (string service in new[] { "logstash", "kibana", "otel-collector", "jaeger", "elasticsearch-exporter" })
            Shipped.Full.Services[service].DependsOn["elastic-setup"].Should().Be(DependencyCondition.CompletedSuccessfully, service);
        Shipped.Full.Services["elastic-setup"].DependsOn["elasticsearch"].Should().Be(DependencyCondition.Healthy);
        Shipped.Full.Services["kibana-setup"].DependsOn["kibana"].Should().Be(DependencyCondition.Healthy);
    }

    /// <summary>Facts about the images that the health checks rest on: which program is in which.</summary>
    [Theory]
    [InlineData("elasticsearch", "curl")]
    [InlineData("logstash", "curl")]
    [InlineData("kibana", "curl")]
    [InlineData("filebeat", "curl")]
    [InlineData("jaeger", "wget")]
    [InlineData("grafana", "wget")]
    [InlineData("elasticsearch-exporter", "wget")]
    public void A_health_check_uses_what_is_in_the_image_and_an_address_that_is_no_name(string service, string program)
    {
        string test = string.Join(' ', Shipped.Full.Services[service].HealthCheck!.Test);
        test.Should().Contain(program).And.Contain("127.0.0.1").And.NotContain("localhost").And.NotContain("--spider");
    }

    [Fact]
    public void Cadvisor_keeps_the_health_check_of_its_image() => Shipped.Full.Services["cadvisor"].HealthCheck!.Test.Should().BeEmpty();

    [Fact]
    public void Filebeat_is_told_not_to_mind_whose_its_file_is() => Shipped.Full.Services["filebeat"].Command.Should().Equal("-e", "--strict.perms=false");

    [Fact]
    public void The_exporter_is_told_where_Elasticsearch_is_and_by_names_of_today()
    {
        IReadOnlyList<string> command = Shipped.Full.Services["elasticsearch-exporter"].Command!;
        command.Should().Contain("--es.uri=http://elasticsearch:9200");
        command.Should().NotContain(a => a == "--es.ilm" || a == "--es.data_stream" || a == "--es.slm" || a.Contains("health_report"));
    }
}
