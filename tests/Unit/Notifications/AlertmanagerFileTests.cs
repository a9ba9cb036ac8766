using Mem0Observability.Compose;
using Mem0Observability.Model;
using Mem0Observability.Notifications;
using Mem0Observability.Tests.Unit.Docs;

namespace Mem0Observability.Tests.Unit.Notifications;

public sealed class AlertmanagerFileTests : IDisposable
{
    private static readonly string s_shipped = Path.Combine(Checkout.Root, "monitoring", "alertmanager.yml");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-router");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_shipped_file_keeps_every_line_and_its_own_receiver_and_routes()
    {
        string made = With(Channel("ops", "slack"));
        made.Split('\n').Should().Contain(File.ReadAllLines(s_shipped));
        YamlMap root = Parse(made);
        Names(root).Should().Equal("ops", "inbox");
        Text(((YamlMap)root["route"]!)["receiver"]).Should().Be("inbox");
        Routes(root).Select(r => string.Join(' ', Matchers(r))).Should().ContainInOrder(Routes(Parse(File.ReadAllText(s_shipped))).Select(r => string.Join(' ', Matchers(r))));
    }

    [Fact]
    public void A_channel_hears_of_its_severities_grouped_as_the_route_of_each_and_lets_them_go_on()
    {
        YamlMap[] routes = [.. Routes(Parse(With(Channel("ops", "slack", "page", "ticket")))).Where(r => Text(r["receiver"]) == "ops")];
        routes.Should().HaveCount(3);
        Matchers(routes[0]).Should().Equal("drill=\"true\"", "channel=\"ops\"");
        Matchers(routes[1]).Should().Equal("severity=\"page\"", "tier!=\"2\"", "drill!=\"true\"", "alertname!=\"Watchdog\"");
        Text(routes[1]["group_wait"]).Should().Be("5s");
        Text(routes[2]["group_wait"]).Should().Be("30s");
        routes[1..].Should().OnlyContain(r => Text(r["continue"]) == "true");
        routes[0]["continue"].Should().BeNull();
    }

    [Fact]
    public void The_second_tier_hears_of_unacknowledged_pages_only()
    {
        YamlMap[] routes = [.. Routes(Parse(With(Channel("boss", "pagerduty") with { Tier = 2, Service = ["mem0", "a.b"] }))).Where(r => Text(r["receiver"]) == "boss")];
        Matchers(routes[1]).Should().Equal("tier=\"2\"", "drill!=\"true\"", "alertname!=\"Watchdog\"", "service=~\"mem0|a[.]b\"");
        routes[1]["group_by"].Should().BeOfType<YamlList>().Which.Items.Should().HaveCount(3);
    }

    [Fact]
    public void A_page_is_never_muted_and_the_rest_only_where_the_channel_asks()
    {
        string made = With(Channel("ops", "slack", "page", "info") with { MuteTime = ["nights"] }, Channel("dev", "slack", "info"));
        YamlMap root = Parse(made);
        YamlMap[] routes = Routes(root);
        routes.Where(r => r["mute_time_intervals"] is not null).Should().ContainSingle().Which.Should().Match<YamlMap>(r => Matchers(r).Contains("severity=\"info\"") && Text(r["receiver"]) == "ops");
        ((YamlList)root["time_intervals"]!).Items.Should().ContainSingle();
        made.Should().Contain("location: 'Europe/Berlin'");
    }

    [Fact]
    public void No_receiver_holds_a_secret()
    {
        string made = With([.. Mem0Observability.Notifications.Channel.Types.Select(t => Channel("c-" + t, t) with { SmtpUser = "u" })]);
        YamlMap[] receivers = [.. ((YamlList)Parse(made)["receivers"]!).Items.OfType<YamlMap>()];
        receivers.Should().HaveCount(6);
        made.Split('\n').Count(l => l.Contains("_file: /etc/alertmanager/channels/c-", StringComparison.Ordinal)).Should().Be(5);
    }

    [Fact]
    public void A_name_that_the_file_has_already_is_refused() =>
        this.Invoking(_ => With(Channel("inbox", "slack"))).Should().Throw<StackException>().Which.ErrorId.Should().Be("ChannelNameTaken");

    [Theory]
    [InlineData("AlertmanagerSyntax", "receivers: [")]
    [InlineData("AlertmanagerFileUnsuitable", "- a list")]
    [InlineData("AlertmanagerFileUnsuitable", "receivers: [{name: inbox}]\nroute: {receiver: inbox, routes: [{receiver: inbox}]}")]
    [InlineData("AlertmanagerFileUnsuitable", "receivers:\n  - name: inbox\nroute:\n  receiver: inbox\n")]
    [InlineData("AlertmanagerFileUnsuitable", "receivers:\n  - name: inbox\nroute:\n  receiver: inbox\n  routes:\n    - receiver: inbox\n")]
    public void A_file_that_cannot_take_channels_is_named_with_its_line(string errorId, string text)
    {
        string path = Path.Combine(_folder.FullName, "own.yml");
        File.WriteAllText(path, text);
        StackException error = this.Invoking(_ => AlertmanagerFile.Load(path).With([Channel("ops", "slack")], "UTC")).Should().Throw<StackException>().Which;
        error.ErrorId.Should().Be(errorId);
        error.Message.Should().MatchRegex(@"own\.yml:\d+:\d+");
    }

    [Fact]
    public void A_file_of_ones_own_with_another_indent_and_intervals_takes_channels()
    {
        string path = Path.Combine(_folder.FullName, "own.yml");
        File.WriteAllText(path, "templates: [/etc/alertmanager/templates/*.tmpl, /etc/alertmanager/channels/*.tmpl]\nroute:\n    receiver: x\n    routes: # mine\n    # first\n    - receiver: x\ntime_intervals:\n- name: lunch\n  time_intervals: [{times: [{start_time: '12:00', end_time: '13:00'}]}]\nreceivers:\n- name: x\n");
        YamlMap root = Parse(AlertmanagerFile.Load(path).With([Channel("ops", "slack", "info") with { MuteTime = ["weekends"] }], "UTC"));
        Names(root).Should().Equal("ops", "x");
        Routes(root).Should().HaveCount(3);
        ((YamlList)root["time_intervals"]!).Items.Should().HaveCount(2);
    }

    private static Channel Channel(string name, string type, params string[] severity) => new(name, type)
    {
        SecretFile = name + ".secret",
        Severity = severity.Length > 0 ? severity : ["page"],
        To = ["o'brien@example.org"],
        From = "a@example.org",
        SmtpHost = "mail",
        SmtpPort = 25,
    };

    private static string With(params Channel[] channels) => AlertmanagerFile.Load(s_shipped).With(channels, "Europe/Berlin");

    private static YamlMap Parse(string text) => (YamlMap)YamlFile.Parse(text, "made.yml");

    private static YamlMap[] Routes(YamlMap root) => [.. ((YamlList)((YamlMap)root["route"]!)["routes"]!).Items.OfType<YamlMap>()];

    private static IEnumerable<string?> Names(YamlMap root) => ((YamlList)root["receivers"]!).Items.OfType<YamlMap>().Select(r => Text(r["name"]));

    private static IEnumerable<string?> Matchers(YamlMap route) => ((YamlList)route["matchers"]!).Items.Select(Text);

    private static string? Text(YamlNode? node) => (node as YamlScalar)?.Value;
}
