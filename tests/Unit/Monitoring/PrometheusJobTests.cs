using System.Text.RegularExpressions;
using Mem0Observability.Compose;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Unit.Monitoring;

public sealed partial class PrometheusJobTests
{
    /// <summary>Services of mem0's own compose files, by which Prometheus finds them on its networks.</summary>
    private static readonly string[] s_mem0 = ["mem0", "openmemory-mcp", "mem0_store"];

    private static readonly string[] s_fullOnly = [.. Shipped.Full.Services.Keys.Except(Shipped.Lite.Services.Keys).Where(s => !s.EndsWith("-setup", StringComparison.Ordinal))];

    [Fact]
    public void Every_target_is_a_service() => Faults(Shipped.Text("prometheus.yml")).Should().BeEmpty();

    [Theory]
    [InlineData("\"jaeger.\"", "\"jager.\"", "jager is no service")]
    [InlineData("\"grafana.\"", "\"grafana\"", "without the dot")]
    [InlineData("      - {source_labels: [service], regex: kibana, target_label: __param_target, replacement: \"http://kibana:5601/api/status\"}\n", "", "kibana is probed nowhere")]
    [InlineData("  - job_name: grafana\n    dns_sd_configs:\n      - {names: [\"grafana.\"], type: A, port: 3000}", "  - job_name: grafana\n    static_configs:\n      - targets: [\"grafana:3000\"]", "down in Lite")]
    public void A_broken_file_is_named(string part, string instead, string fault)
    {
        string text = Shipped.Text("prometheus.yml");
        text.Should().Contain(part);
        Faults(text.Replace(part, instead, StringComparison.Ordinal)).Should().Contain(f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_component_of_Full_is_scraped_or_probed()
    {
        YamlMap prometheus = Shipped.Yaml("prometheus.yml");
        var scraped = prometheus.MapsAt("scrape_configs").SelectMany(Hosts).ToHashSet();
        s_fullOnly.Should().OnlyContain(s => scraped.Contains(s));
    }

    [Fact]
    public void The_span_metrics_keep_the_names_of_their_services()
    {
        YamlMap job = Job("span-metrics");
        job.TextAt("honor_labels").Should().Be("true");
        job.MapsAt("dns_sd_configs").Single().TextAt("port").Should().Be(Shipped.Yaml("otel-collector.yml").TextAt("exporters/prometheus/endpoint")!.Split(':')[1]);
    }

    [Fact]
    public void Every_component_of_Full_has_a_row_in_the_signal_matrix_with_a_job_that_is_there()
    {
        SignalMatrix matrix = SignalMatrix.Load(Path.Combine(Docs.Checkout.Root, "monitoring", "signals.yml"));
        string[] jobs = [.. Shipped.Yaml("prometheus.yml").MapsAt("scrape_configs").Select(j => j.TextAt("job_name")!)];

        matrix.Services.Select(s => s.Job).Should().BeSubsetOf(jobs);
        s_fullOnly.Should().BeSubsetOf(matrix.Services.Select(s => s.Container));
        // In Lite they are not there, and that is no fault.
        matrix.Services.Where(s => s_fullOnly.Contains(s.Container)).Should().OnlyContain(s => s.Optional);
    }

    private static IEnumerable<string> Faults(string text)
    {
        YamlMap root = Shipped.Parse(text);
        foreach (YamlMap job in root.MapsAt("scrape_configs"))
        {
            string name = job.TextAt("job_name")!;
            foreach (string host in Hosts(job).Where(h => h != "localhost" && !s_mem0.Contains(h) && !Shipped.Full.Services.ContainsKey(h))) yield return $"{name}: {host} is no service";
            foreach (string host in Static(job).Where(s_fullOnly.Contains)) yield return $"{name}: {host} would be down in Lite";
            foreach (string host in job.MapsAt("dns_sd_configs").SelectMany(d => d.TextsAt("names")).Where(n => !n.EndsWith('.'))) yield return $"{name}: {host} without the dot asks the host's search domains";
        }

        YamlMap probe = root.MapsAt("scrape_configs").First(j => j.TextAt("job_name") == "component");
        string[] probed = [.. probe.MapsAt("relabel_configs").Where(r => r.TextAt("target_label") == "__param_target").Select(r => Address().Match(r.TextAt("replacement")!).Groups[1].Value)];
        foreach (string host in Hosts(probe).Except(probed)) yield return $"component: {host} is probed nowhere";
    }

    private static YamlMap Job(string name) => Shipped.Yaml("prometheus.yml").MapsAt("scrape_configs").Single(j => j.TextAt("job_name") == name);

    private static IEnumerable<string> Hosts(YamlMap job) => Static(job).Concat(job.MapsAt("dns_sd_configs").SelectMany(d => d.TextsAt("names")).Select(n => n.TrimEnd('.')));

    private static IEnumerable<string> Static(YamlMap job) => job.MapsAt("static_configs").SelectMany(s => s.TextsAt("targets")).Select(t => t.Split(':')[0]);

    [GeneratedRegex("^http://([^:/]+)")]
    private static partial Regex Address();
}
