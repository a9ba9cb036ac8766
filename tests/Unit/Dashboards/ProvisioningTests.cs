using System.Text.RegularExpressions;
using Mem0Observability.Compose;
using Mem0Observability.Tests.Unit.Docs;

namespace Mem0Observability.Tests.Unit.Dashboards;

/// <summary>What Grafana is given beside the dashboards.</summary>
public sealed partial class ProvisioningTests
{
    private const string SourcesFile = "monitoring/grafana/provisioning/datasources/mem0.yml";
    private const string ProviderFile = "monitoring/grafana/provisioning/dashboards/mem0.yml";

    private static readonly YamlMap s_root = (YamlMap)YamlFile.Parse(Checkout.Read(SourcesFile), SourcesFile);

    private static IReadOnlyList<YamlMap> Sources { get; } = [.. ((YamlList)s_root["datasources"]!).Items.Cast<YamlMap>()];

    [Fact]
    public void There_is_one_data_source_of_each_kind_and_its_uid_is_its_kind()
    {
        Sources.Select(s => Text(s, "uid")).Should().BeEquivalentTo("prometheus", "alertmanager", "elasticsearch", "jaeger");
        Sources.Should().OnlyContain(s => Text(s, "uid") == Text(s, "type") && Text(s, "editable") == "false" && Text(s, "access") == "proxy");
        Sources.Where(s => Text(s, "isDefault") == "true").Select(s => Text(s, "uid")).Should().Equal("prometheus");
    }

    [Fact]
    public void Data_sources_lead_to_each_other_and_to_nothing_else()
    {
        string[] links = [.. Link().Matches(Checkout.Read(SourcesFile)).Select(m => m.Groups[1].Value)];
        links.Distinct().Should().BeEquivalentTo("alertmanager", "jaeger", "elasticsearch", "prometheus");
    }

    [Theory]
    [InlineData("prometheus", "exemplarTraceIdDestinations", "jaeger")]
    [InlineData("elasticsearch", "dataLinks", "jaeger")]
    [InlineData("jaeger", "tracesToLogsV2", "elasticsearch")]
    [InlineData("jaeger", "tracesToMetrics", "prometheus")]
    public void The_way_from_one_signal_to_the_next_is_there(string from, string link, string to)
    {
        YamlNode? node = ((YamlMap)Sources.Single(s => Text(s, "uid") == from)["jsonData"]!)[link];
        YamlMap target = node as YamlMap ?? (YamlMap)((YamlList)node!).Items[0];
        Text(target, "datasourceUid").Should().Be(to);
    }

    [Fact]
    public void A_secret_is_read_from_its_file()
    {
        IEnumerable<string> secrets = Sources.Select(s => s["secureJsonData"]).OfType<YamlMap>().SelectMany(m => m.Entries).Select(e => ((YamlScalar)e.Value).Value);
        secrets.Should().Equal("$__file{/run/secrets/grafana_elasticsearch_password}");
    }

    [Fact]
    public void A_dollar_that_is_not_a_file_s_is_written_twice() =>
        SingleDollar().Matches(Checkout.Read(SourcesFile)).Should().BeEmpty("Grafana would put a variable of its environment there");

    [Fact]
    public void The_dashboards_come_from_the_files_alone()
    {
        var provider = (YamlMap)((YamlList)((YamlMap)YamlFile.Parse(Checkout.Read(ProviderFile), ProviderFile))["providers"]!).Items.Single();
        Text(provider, "allowUiUpdates").Should().Be("false");
        Text(provider, "folderUid").Should().Be("mem0");
        Text((YamlMap)provider["options"]!, "path").Should().Be("/etc/grafana/dashboards");
    }

    private static string? Text(YamlMap map, string key) => (map[key] as YamlScalar)?.Value;

    [GeneratedRegex(@"(?:datasourceUid|alertmanagerUid): (\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!\$)\$(?!\$|__file\{)", RegexOptions.CultureInvariant)]
    private static partial Regex SingleDollar();
}
