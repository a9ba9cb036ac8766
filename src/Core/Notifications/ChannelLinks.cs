using System.Globalization;
using Mem0Observability.Compose;

namespace Mem0Observability.Notifications;

/// <summary>
/// Where the links of a notification lead: laid over the definitions in <c>monitoring/templates/addresses.tmpl</c>, which are those of
/// Lite at the shipped ports.
/// </summary>
internal static class ChannelLinks
{
    public const string File = "addresses.tmpl";

    public static string For(ComposeProject project)
    {
        var lines = new List<string> { Define("mem0.observer", Address(project, "observer") ?? "http://127.0.0.1:9095") };
        if (Address(project, "grafana") is { } grafana)
            lines.Add(Define("mem0.link.dashboard", grafana + "/d/{{ .Annotations.dashboard | urlquery }}"));
        if (Address(project, "kibana") is { } kibana)
            lines.Add(Define("mem0.link.logs", kibana + "/app/discover#/?_a=(query:(language:kuery,query:'service.name:{{ .Labels.service | urlquery }}'))"));
        if (Address(project, "jaeger") is { } jaeger)
            lines.Add(Define("mem0.link.traces", jaeger + "/search?service={{ .Labels.service | urlquery }}"));
        return string.Join('\n', lines) + "\n";
    }

    private static string Define(string name, string text) => $"{{{{ define \"{name}\" }}}}{text}{{{{ end }}}}";

    private static string? Address(ComposeProject project, string service) =>
        project.Services.GetValueOrDefault(service)?.Ports is [var port, ..] && port.Published > 0
            ? string.Create(CultureInfo.InvariantCulture, $"http://{(port.HostIp.Length > 0 ? port.HostIp : "127.0.0.1")}:{port.Published}")
            : null;
}
