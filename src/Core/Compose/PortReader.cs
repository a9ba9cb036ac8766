using System.Globalization;
using System.Net;

namespace Mem0Observability.Compose;

/// <summary>Reads <c>ports</c> in the short and the long form, and <c>expose</c>.</summary>
internal static class PortReader
{
    private const int LargestPort = 65535;

    /// <summary>Each port of a range costs the engine a rule; more is a mistake.</summary>
    private const int LongestRange = 1000;

    public static IReadOnlyList<PortSpec> Read(MapReader service) => [.. service.Items("ports").SelectMany(i => ReadOne(i.Node, i.Where))];

    public static IReadOnlyList<string> ReadExpose(MapReader service) => [.. service.Items("expose").SelectMany(item =>
    {
        (YamlNode node, string where) = item;
        (string range, string protocol) = SplitProtocol(ComposeValue.TextOrNumber(node, where), node.Position, where);
        return Range(range, node.Position, where).Select(port => string.Create(CultureInfo.InvariantCulture, $"{port}/{protocol}"));
    })];

    private static IEnumerable<PortSpec> ReadOne(YamlNode node, string where) =>
        node is YamlMap ? [ReadLong(new MapReader(node, where))] : ReadShort(ComposeValue.TextOrNumber(node, where), node.Position, where);

    private static PortSpec ReadLong(MapReader map)
    {
        int target = (int)(map.Integer("target", min: 1) ?? throw ComposeFault.Invalid(map.Position, map.Where, "has no target. Add the container's port."));
        var port = new PortSpec(
            HostIp(map.Text("host_ip") ?? "", map.Position, map.Where),
            (int)(map.Integer("published") ?? 0),
            target,
            Protocol(map.Text("protocol") ?? "tcp", map.Position, map.Where),
            map.Position);
        map.Close();
        return port.Target <= LargestPort && port.Published <= LargestPort
            ? port
            : throw ComposeFault.Invalid(map.Position, map.Where, $"ports go up to {LargestPort}.");
    }

    // [[ip:][published]:]target[/protocol], where published and target may be ranges of the same length.
    private static IEnumerable<PortSpec> ReadShort(string text, SourcePosition position, string where)
    {
        (string addresses, string protocol) = SplitProtocol(text, position, where);
        (string rest, string targetText) = SplitLast(addresses);
        (string ip, string publishedText) = SplitLast(rest);
        IReadOnlyList<int> targets = Range(targetText, position, where);
        IReadOnlyList<int> published = publishedText is "" or "0" ? [.. targets.Select(_ => 0)] : Range(publishedText, position, where);
        if (published.Count != targets.Count)
            throw ComposeFault.Invalid(position, where, $"{ComposeFault.Show(text)} has {published.Count} published ports for {targets.Count}. Make the ranges equal.");

        // "::1:80:81" could mean several things.
        if (ip.Contains(':', StringComparison.Ordinal) && !ip.StartsWith('['))
            throw ComposeFault.Invalid(position, where, $"{ComposeFault.Show(ip)} is not an IP address. Put an IPv6 address into brackets: [::1]:9090:9090.");

        string hostIp = HostIp(ip, position, where);
        return targets.Zip(published, (target, host) => new PortSpec(hostIp, host, target, protocol, position));
    }

    private static (string Before, string After) SplitLast(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon < 0 ? ("", text) : (text[..colon], text[(colon + 1)..]);
    }

    private static (string Ports, string Protocol) SplitProtocol(string text, SourcePosition position, string where)
    {
        int slash = text.LastIndexOf('/');
        return slash < 0 ? (text, "tcp") : (text[..slash], Protocol(text[(slash + 1)..], position, where));
    }

    private static string Protocol(string text, SourcePosition position, string where) => text.ToLowerInvariant() switch
    {
        "tcp" => "tcp",
        "udp" => "udp",
        "sctp" => "sctp",
        _ => throw ComposeFault.Invalid(position, where, $"{ComposeFault.Show(text)} is not a protocol. Use tcp, udp or sctp."),
    };

    private static string HostIp(string text, SourcePosition position, string where)
    {
        string bare = text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text;
        return bare.Length == 0 || IPAddress.TryParse(bare, out _)
            ? bare
            : throw ComposeFault.Invalid(position, where, $"{ComposeFault.Show(text)} is not an IP address. Form: 127.0.0.1:9090:9090.");
    }

    private static IReadOnlyList<int> Range(string text, SourcePosition position, string where)
    {
        string[] ends = text.Split('-');
        int[] ports = [.. ends.Select(e => int.TryParse(e, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : -1)];
        bool valid = ends.Length <= 2 && ports.All(p => p is > 0 and <= LargestPort) && ports[0] <= ports[^1];
        if (valid && ports[^1] - ports[0] >= LongestRange)
            throw ComposeFault.Invalid(position, where, $"{ComposeFault.Show(text)} is more than {LongestRange} ports. Publish fewer.");

        return valid
            ? [.. Enumerable.Range(ports[0], ports[^1] - ports[0] + 1)]
            : throw ComposeFault.Invalid(position, where, $"{ComposeFault.Show(text)} is not a port from 1 to {LargestPort}. Forms: \"9090\", \"9090:9090\", \"127.0.0.1:9090:9090/tcp\".");
    }
}
