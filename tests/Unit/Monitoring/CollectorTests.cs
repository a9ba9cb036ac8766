using System.Text.RegularExpressions;
using Mem0Observability.Compose;
using Mem0Observability.Tests.Unit.Docs;

namespace Mem0Observability.Tests.Unit.Monitoring;

public sealed class CollectorTests
{
    private static readonly YamlMap s_config = Shipped.Yaml("otel-collector.yml");

    [Theory]
    [InlineData("otel-collector.yml")]
    [InlineData("jaeger.yml")]
    public void The_configuration_keeps_the_rules(string file) => CollectorRules.Faults(Shipped.Text(file)).Should().BeEmpty();

    [Theory]
    [InlineData("otlp_grpc/jaeger:", "otlp/jaeger:", "is now otlp_grpc")]
    [InlineData("span_metrics:\n", "spanmetrics:\n", "is now span_metrics")]
    [InlineData("    mapping:\n", "    flush: {interval: 1s}\n    mapping:\n", "removed in 0.162")]
    [InlineData("    translation_strategy:", "    add_metric_suffixes: true\n    translation_strategy:", "ignored since 0.154")]
    [InlineData("      level: normal\n", "      level: normal\n      address: 0.0.0.0:8888\n", "ignored since 0.123")]
    [InlineData("                host: 0.0.0.0", "                host: localhost", "its own metrics are for localhost only")]
    [InlineData("    endpoint: 0.0.0.0:13133", "    endpoint: localhost:13133", "its health port is for localhost only")]
    [InlineData("        endpoint: 0.0.0.0:4318", "        include_metadata: true", "OTLP over http is for localhost only")]
    [InlineData("processors: [memory_limiter, batch]", "processors: [batch, memory_limiter]", "does not begin with memory_limiter")]
    [InlineData("exporters: [prometheus]", "exporters: [promtheus]", "names exporters/promtheus, which is not there")]
    [InlineData("exporters: [span_metrics, service_graph, forward/kept]", "exporters: [span_metrics, service_graph]", "connector forward/kept does not connect")]
    [InlineData("extensions: [health_check]", "extensions: [health_check, zpages]", "names extensions/zpages")]
    [InlineData("      processors: ${env:TRACE_PROCESSORS}", "      processors: [batch, ${env:MORE}]", "a variable inside")]
    public void A_broken_one_is_named(string part, string instead, string fault)
    {
        string text = Shipped.Text("otel-collector.yml");
        text.Should().Contain(part);
        CollectorRules.Faults(text.Replace(part, instead, StringComparison.Ordinal)).Should().Contain(f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("          create_mappings: false", "          use_ilm: true", "refused by Jaeger 2.20")]
    [InlineData("            flush_interval: 1s", "            max_actions: 1000", "refused by Jaeger from 2.21 on")]
    [InlineData("    use_v2: true\n", "    use_v2: false\n", "healthcheckv2 without use_v2")]
    [InlineData("            spans:\n", "            spans:\n              date_layout: \"2006-01-02\"\n", "deprecated; rotation.periodic")]
    public void A_broken_one_of_Jaegers_is_named(string part, string instead, string fault)
    {
        string text = Shipped.Text("jaeger.yml");
        text.Should().Contain(part);
        CollectorRules.Faults(text.Replace(part, instead, StringComparison.Ordinal)).Should().Contain(f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Its_metrics_about_spans_are_those_that_the_observer_has_in_Lite()
    {
        string observer = Checkout.Read("src/Observer/SpanMetrics/SpanMetricsRecorder.cs");
        double[][] buckets = [.. Regex.Matches(observer, @"Buckets = \[([\d., ]+)\]").Select(m => m.Groups[1].Value.Split(',').Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];

        s_config.TextAt("connectors/span_metrics/namespace").Should().Be("traces.span.metrics");
        s_config.TextAt("connectors/span_metrics/histogram/unit").Should().Be("ms");
        Durations("connectors/span_metrics/histogram/explicit/buckets").Select(d => d.TotalMilliseconds).Should().Equal(buckets[0]);
        Durations("connectors/service_graph/latency_histogram_buckets").Select(d => d.TotalSeconds).Should().Equal(buckets[1]);
        s_config.TextAt("connectors/span_metrics/aggregation_cardinality_limit").Should().Be(Regex.Match(observer, @"MostSeries = (\d+)").Groups[1].Value);

        static IEnumerable<TimeSpan> Durations(string path) => s_config.TextsAt(path).Select(t => ComposeDuration.TryParse(t)!.Value);
    }

    [Fact]
    public void Sampling_keeps_errors_whatever_share_of_the_rest_it_keeps()
    {
        string[] policies = [.. s_config.MapsAt("processors/tail_sampling/policies").Select(p => p.TextAt("type")!)];
        policies.Should().Contain("status_code").And.Contain("probabilistic");
        Shipped.Full.Services["otel-collector"].Environment.Should().Contain("TRACES_KEPT_PERCENT", "100").And.Contain("TRACE_PROCESSORS", "[batch]");
        Variables(Shipped.Text("otel-collector.yml")).Should().BeSubsetOf(Shipped.Full.Services["otel-collector"].Environment.Keys);
    }

    [Fact]
    public void A_token_is_demanded_of_both_protocols_when_it_is_asked_for()
    {
        YamlMap token = Shipped.Yaml("otel-collector-token.yml");
        token.EntriesAt("receivers/otlp/protocols").Select(p => p.Value.TextAt("auth/authenticator")).Should().Equal("bearertokenauth", "bearertokenauth");
        token.TextAt("extensions/bearertokenauth/filename").Should().Be("/run/secrets/otlp_token");
        // The list replaces the one below it.
        token.TextsAt("service/extensions").Should().Contain(s_config.TextsAt("service/extensions")).And.Contain("bearertokenauth");
        Shipped.Full.Services["otel-collector"].Command.Should().Equal(
            "--config=/etc/otelcol-contrib/otel-collector.yml", "--config=/etc/otelcol-contrib/otel-collector.yml");
    }

    [Fact]
    public void Jaegers_traces_have_a_prefix_a_user_and_an_end()
    {
        YamlMap jaeger = Shipped.Yaml("jaeger.yml");
        const string store = "extensions/jaeger_storage/backends/elasticsearch/elasticsearch";
        jaeger.TextAt($"{store}/indices/index_prefix").Should().Be("mem0-jaeger");
        jaeger.TextAt($"{store}/auth/basic/username").Should().Be("mem0_jaeger");
        jaeger.TextAt($"{store}/create_mappings").Should().Be("false");
        foreach (YamlEntry kind in jaeger.EntriesAt($"{store}/indices").Where(e => e.Value is YamlMap))
        {
            kind.Value.TextAt("replicas").Should().Be("0", kind.Key);
            kind.Value.TextAt("rotation/periodic/rollover_frequency").Should().Be("day", kind.Key);
        }

        jaeger.TextAt("extensions/jaeger_query/storage/metrics").Should().Be("prometheus");
        jaeger.TextAt("extensions/jaeger_query/storage/traces").Should().Be(jaeger.TextAt("exporters/jaeger_storage_exporter/trace_storage"));
    }

    private static IEnumerable<string> Variables(string text) => Regex.Matches(text, @"\$\{env:(\w+)\}").Select(m => m.Groups[1].Value).Distinct();
}
