using System.Text.RegularExpressions;
using Mem0Observability.Compose;
using Mem0Observability.Tests.Unit.Monitoring.Logstash;

namespace Mem0Observability.Tests.Unit.Monitoring;

/// <summary>Filebeat 9 and the settings of Logstash 9, by what changed in them.</summary>
public sealed partial class ShipperTests
{
    private const string Provider = "filebeat.autodiscover/providers";

    [Fact]
    public void The_configuration_of_Filebeat_keeps_the_rules() => Faults(Shipped.Text("filebeat.yml")).Should().BeEmpty();

    [Theory]
    [InlineData("type: filestream", "type: container", "refuses to start")]
    [InlineData("id: container-${data.docker.container.id}", "id: containers", "one id for all containers")]
    [InlineData("prospector.scanner.fingerprint.enabled: false", "prospector.scanner.fingerprint.enabled: true", "below 1 KiB")]
    [InlineData("file_identity.native: ~", "file_identity.fingerprint: ~", "below 1 KiB")]
    [InlineData("        paths:\n          - /var/lib/docker/containers/${data.docker.container.id}/*-json.log", "        paths: [\"/a\"]\n        include: [/b/${data.x}]", "inside of a flow")]
    [InlineData("          - container:\n              stream: all\n", "", "no container parser")]
    [InlineData("output.logstash:", "output.console: {}\noutput.logstash:", "one output")]
    [InlineData("http.enabled: true", "http.enabled: false", "no health port")]
    public void A_broken_one_is_named(string part, string instead, string fault)
    {
        string text = Shipped.Text("filebeat.yml");
        text.Should().Contain(part);
        Faults(text.Replace(part, instead, StringComparison.Ordinal)).Should().Contain(f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Filebeat_sends_to_where_Logstash_listens()
    {
        LogstashConfig config = LogstashConfig.Parse(Shipped.Text("logstash.conf"));
        string port = config.Plugins("input").Single(p => p.Name == "beats").Text("port")!;
        Shipped.Yaml("filebeat.yml").TextsAt("output.logstash/hosts").Should().Equal($"logstash:{port}");
    }

    [Fact]
    public void Logstash_is_bounded_and_loses_nothing()
    {
        YamlMap settings = Shipped.Yaml("logstash/logstash.yml");
        settings.TextAt("api.http.host").Should().Be("0.0.0.0", "the mounted file replaces the one that said so");
        settings.TextAt("queue.type").Should().Be("persisted");
        ByteSize.TryParse(settings.TextAt("queue.max_bytes")!).Should().BeLessThanOrEqualTo(1L << 30);
        settings.TextAt("dead_letter_queue.enable").Should().Be("true");
        ByteSize.TryParse(settings.TextAt("dead_letter_queue.max_bytes")!).Should().BeLessThanOrEqualTo(1L << 30);
        settings.Entries.Select(e => e.Key).Should().NotContain(k => k.StartsWith("http.", StringComparison.Ordinal) || k.StartsWith("modules", StringComparison.Ordinal) || k == "allow_superuser");
    }

    [Fact]
    public void Every_pipeline_is_a_mounted_file_and_the_dead_letters_cannot_come_back()
    {
        YamlList pipelines = (YamlList)YamlFile.Load(Path.Combine(Docs.Checkout.Root, "monitoring", "logstash", "pipelines.yml"));
        var mounts = Shipped.Full.Services["logstash"].Mounts.Select(m => m.Target);
        foreach (YamlNode pipeline in pipelines.Items) mounts.Should().Contain(pipeline.TextAt("path.config"));
        pipelines.Items.Single(p => p.TextAt("pipeline.id") == "dead-letters").TextAt("dead_letter_queue.enable").Should().Be("false");
        LogstashConfig.Parse(Shipped.Text("logstash/dead-letters.conf")).Plugins("input").Single().Text("pipeline_id").Should().Be("main");
    }

    [Theory]
    [InlineData("logstash.conf")]
    [InlineData("logstash/dead-letters.conf")]
    public void What_goes_out_goes_into_data_streams_of_ours_with_options_of_today(string file)
    {
        LogstashConfig config = LogstashConfig.Parse(Shipped.Text(file));
        LogstashPlugin output = config.Plugins("output").Should().ContainSingle().Subject;
        output.Name.Should().Be("elasticsearch");
        output.Settings.Select(s => s.Key).Should().BeSubsetOf(["hosts", "user", "password", "data_stream", "ssl_enabled"], "index, template, ilm and the old names of SSL are errors beside data_stream");
        output.Text("data_stream").Should().Be("true");
        output.Text("password").Should().Be("${LOGSTASH_PASSWORD}");
        DataSets(config).Should().NotBeEmpty().And.OnlyContain(d => d.StartsWith("mem0.", StringComparison.Ordinal));
    }

    internal static IEnumerable<string> DataSets(LogstashConfig config) =>
        config.Plugins("filter").SelectMany(p => p.Pairs("add_field")).Where(p => p.Key == "[data_stream][dataset]").Select(p => (string)p.Value);

    private static IEnumerable<string> Faults(string text)
    {
        if (VariableInFlow().IsMatch(text))
        {
            // No YAML any more.
            yield return "a variable inside of a flow";
            yield break;
        }

        YamlMap root = Shipped.Parse(text);
        foreach (YamlNode input in root.MapsAt(Provider).Select(p => p.At("hints.default_config")).OfType<YamlNode>())
        {
            if (input.TextAt("type") is not "filestream") yield return $"the input {input.TextAt("type")}: Filebeat 9 refuses to start";
            if (input.TextAt("id")?.Contains("${data.docker.container.id}", StringComparison.Ordinal) is not true) yield return "one id for all containers";
            if (input.TextAt("prospector.scanner.fingerprint.enabled") != "false" || input.At("file_identity.native") is null) yield return "a log below 1 KiB is not read";
            if (!input.MapsAt("parsers").Any(p => p.Entries[0].Key == "container")) yield return "no container parser";
        }

        if (root.Entries.Count(e => e.Key.StartsWith("output.", StringComparison.Ordinal)) != 1) yield return "more than one output, or none";
        if (root.TextAt("http.enabled") != "true" || root.TextAt("http.port") != "5066") yield return "no health port";
    }

    [GeneratedRegex(@"^[^#\n]*[\[{][^\]}\n]*\$\{", RegexOptions.Multiline)]
    private static partial Regex VariableInFlow();
}
