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
        return service.Find("extra_hosts") switch
        {
            null => [],
            YamlMap map => [.. map.Entries.Select(e => Host(e.Key, ComposeValue.Word(e.Value, $"{where}.{e.Key}"), e.KeyPosition, where))],
            var node => [.. ComposeValue.Texts(node, where).Select(text =>
            {
                int separator = text.Contains('=', StringComparison.Ordinal) ? text.IndexOf('=', StringComparison.Ordinal) : text.IndexOf(':', StringComparison.Ordinal);
                return Host(text[..Math.Max(separator, 0)], text[(separator + 1)..], node.Position, where);
            })],
        };
    }

    /// <summary>As <c>source:target:permissions</c>, whatever the form in the file.</summary>
    public static IReadOnlyList<string> Devices(MapReader service)
    {
        string where = service.At("devices");
        return service.Find("devices") is not { } node ? [] : [.. ComposeValue.Texts(node, where).Select(text =>
        {
            string[] parts = text.Split(':');
            bool valid = parts.Length <= 3 && parts[0].StartsWith('/') && parts.Length switch
            {
                2 => parts[1].StartsWith('/'),
                3 => parts[1].StartsWith('/') && parts[2].Length > 0 && parts[2].All("rwm".Contains),
                _ => true,
            };
            return valid
                ? $"{parts[0]}:{parts.ElementAtOrDefault(1) ?? parts[0]}:{parts.ElementAtOrDefault(2) ?? "rwm"}"
                : throw ComposeFault.Invalid(node.Position, where, $"{ComposeFault.Show(text)} is not a device. Form: /dev/kmsg or /dev/kmsg:/dev/kmsg:r.");
        })];
    }

    public static LoggingSpec? Logging(MapReader service)
    {
        if (service.Map("logging") is not { } map)
            return null;

        // Empty: the engine's default driver.
        var logging = new LoggingSpec(map.Text("driver") ?? "", StringMap.Read(map.Map("options") is null ? null : map.Find("options"), map.At("options"), _ => ""));
        map.Close();
        return logging;
    }

    private static string Host(string name, string address, SourcePosition position, string where)
    {
        string bare = address.StartsWith('[') && address.EndsWith(']') ? address[1..^1] : address;
        return name.Length > 0 && (bare == "host-gateway" || IPAddress.TryParse(bare, out _))
            ? $"{name}:{bare}"
            : throw ComposeFault.Invalid(position, where, $"{ComposeFault.Show($"{name}={address}")} is not a host. Form: name=10.0.0.1 or name=host-gateway.");
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
