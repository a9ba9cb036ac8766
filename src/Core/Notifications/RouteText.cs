using Mem0Observability.Compose;

namespace Mem0Observability.Notifications;

/// <summary>The routes of a channel, above those of the file: they let everything go on to the inbox, but a test of the channel.</summary>
/// <param name="routes">The file's own; an alert is grouped and repeated as the route of its severity does it.</param>
internal sealed class RouteText(IReadOnlyList<YamlMap> routes)
{
    private static readonly string[] s_timing = ["group_by", "group_wait", "group_interval", "repeat_interval"];

    public IEnumerable<string> Lines(Channel channel)
    {
        // Test-Mem0Monitoring receivers: told at once, to nobody else, and never grouped with another.
        yield return $"- matchers: {Quoted.Yaml(["drill=\"true\"", $"channel=\"{channel.Name}\""])}";
        yield return $"  receiver: {channel.Name}";
        yield return "  group_by: [alertname, drill_id]";
        yield return "  group_wait: 0s";
        yield return "  group_interval: 3s";
        yield return "  repeat_interval: 1h";

        IEnumerable<string[]> wanted = channel.Tier == 2
            ? [["tier=\"2\""]]
            : channel.Severity.Select(s => new[] { $"severity=\"{s}\"", "tier!=\"2\"" });
        foreach (string line in wanted.SelectMany(w => Route(channel, w)))
            yield return line;
    }

    private IEnumerable<string> Route(Channel channel, string[] wanted)
    {
        string[] services = channel.Service.Count == 0 ? [] : [$"service=~\"{string.Join('|', channel.Service.Select(s => s.Replace(".", "[.]", StringComparison.Ordinal)))}\""];
        yield return $"- matchers: {Quoted.Yaml([.. wanted, "drill!=\"true\"", "alertname!=\"Watchdog\"", .. services])}";
        yield return $"  receiver: {channel.Name}";
        yield return "  continue: true";
        foreach (string line in Timing(wanted[0]))
            yield return "  " + line;

        if (channel.MuteTime is { } mute && wanted[0] != "severity=\"page\"" && channel.Tier == 1)
            yield return $"  mute_time_intervals: [{string.Join(", ", mute.Select(MuteTime.Interval))}]";
    }

    private IEnumerable<string> Timing(string matcher)
    {
        YamlMap? route = routes.FirstOrDefault(r => (r["matchers"] as YamlList)?.Items is [YamlScalar only] && only.Value == matcher);
        foreach (YamlEntry entry in route?.Entries.Where(e => s_timing.Contains(e.Key)) ?? [])
        {
            yield return entry.Value is YamlList list
                ? $"{entry.Key}: {Quoted.Yaml(list.Items.OfType<YamlScalar>().Select(s => s.Value))}"
                : $"{entry.Key}: {Quoted.Yaml((entry.Value as YamlScalar)?.Value ?? "")}";
        }
    }
}
