using System.Net;

namespace Mem0Observability.Compose;

/// <summary>Reads what a service asks of the machine: ulimits, extra hosts, devices, logging.</summary>
internal static class MachineReader
{
    public static IReadOnlyDictionary<string, UlimitSpec> Ulimits(MapReader service)
    {
        var result = new SortedDictionary<string, UlimitSpec>(StringComparer.Ordinal);
        foreach (YamlEntry entry in service.Entries("ulimits"))
        {
            string where = $"{service.At("ulimits")}.{entry.Key}";
            result[entry.Key] = entry.Value is YamlMap ? Pair(new MapReader(entry.Value, where)) : Both(Limit(entry.Value, where));
        }

        return result;
    }

    /// <summary>As <c>host:address</c>, whatever the form in the file.</summary>
    public static IReadOnlyList<string> ExtraHosts(MapReader service)
    {
        string where = service.At("extra_hosts");
        return service.Find("extra_hosts") is YamlMap map
            ? [.. map.Entries.Select(e => Host($"{e.Key}={ComposeValue.Word(e.Value, $"{where}.{e.Key}")}", e.KeyPosition, where))]
            : [.. service.Items("extra_hosts").Select(i => Host(ComposeValue.Word(i.Node, i.Where), i.Node.Position, i.Where))];
    }

    /// <summary>As <c>source:target:permissions</c>, whatever the form in the file.</summary>
    public static IReadOnlyList<string> Devices(MapReader service) => [.. service.Items("devices").Select(item =>
    {
        string text = ComposeValue.Word(item.Node, item.Where);
        string[] parts = text.Split(':');
        bool valid = parts.Length <= 3
            && parts.Take(2).All(p => p.StartsWith('/'))
            && (parts.Length < 3 || (parts[2].Length > 0 && parts[2].All("rwm".Contains)));
        return valid
            ? $"{parts[0]}:{parts.ElementAtOrDefault(1) ?? parts[0]}:{parts.ElementAtOrDefault(2) ?? "rwm"}"
            : throw ComposeFault.Invalid(item.Node.Position, item.Where, $"{ComposeFault.Show(text)} is not a device. Form: /dev/kmsg or /dev/kmsg:/dev/kmsg:r.");
    })];

    public static LoggingSpec? Logging(MapReader service)
    {
        if (service.Map("logging") is not { } map)
            return null;

        // Empty: the engine's default driver.
        var logging = new LoggingSpec(map.Text("driver") ?? "", StringMap.Read(map.Map("options") is null ? null : map.Find("options"), map.At("options"), _ => ""));
        map.Close();
        return logging;
    }

    private static string Host(string text, SourcePosition position, string where)
    {
        // "=" first: an IPv6 address has colons of its own.
        string[] parts = text.Split(text.Contains('=', StringComparison.Ordinal) ? '=' : ':', 2);
        string address = parts[^1].StartsWith('[') && parts[^1].EndsWith(']') ? parts[^1][1..^1] : parts[^1];
        return parts is [{ Length: > 0 }, _] && (address == "host-gateway" || IPAddress.TryParse(address, out _))
            ? $"{parts[0]}:{address}"
            : throw ComposeFault.Invalid(position, where, $"{ComposeFault.Show(text)} is not a host. Form: name=10.0.0.1 or name=host-gateway.");
    }

    private static UlimitSpec Pair(MapReader map)
    {
        YamlNode Needed(string key) => map.Find(key) ?? throw ComposeFault.Invalid(map.Position, map.Where, $"has no {key}. Set soft and hard.");
        var limit = new UlimitSpec(Limit(Needed("soft"), map.At("soft")), Limit(Needed("hard"), map.At("hard")));
        map.Close();
        return limit;
    }

    private static UlimitSpec Both(long value) => new(value, value);

    // -1 is unlimited.
    private static long Limit(YamlNode node, string where) => ComposeValue.Integer(node, where, min: -1, max: long.MaxValue);
}
