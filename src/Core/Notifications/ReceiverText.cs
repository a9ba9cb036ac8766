using System.Globalization;

namespace Mem0Observability.Notifications;

/// <summary>A channel as a receiver of Alertmanager. Keys that 0.28 and 0.34 both have; what is said comes from <c>monitoring/templates</c>.</summary>
internal static class ReceiverText
{
    /// <summary>Where the folder with the secrets is mounted.</summary>
    public const string Folder = "/etc/alertmanager/channels";

    public static IEnumerable<string> Lines(Channel channel)
    {
        (string section, IEnumerable<string> keys) = channel.Type switch
        {
            Channel.Slack => ("slack_configs", Slack(channel)),
            Channel.Teams => ("msteamsv2_configs", Teams(channel)),
            Channel.PagerDuty => ("pagerduty_configs", PagerDuty(channel)),
            Channel.Webhook => ("webhook_configs", Webhook(channel)),
            _ => ("email_configs", Email(channel)),
        };
        return
        [
            $"- name: {channel.Name}",
            $"  {section}:",
            "    - send_resolved: true",
            .. keys.Select(k => "      " + k),
        ];
    }

    private static string[] Slack(Channel channel) =>
    [
        $"api_url_file: {Secret(channel)}",
        $"title: {Template("mem0.title")}",
        $"title_link: {Template("mem0.link.alerts")}",
        $"fallback: {Template("mem0.title")}",
        $"text: {Template("mem0.slack")}",
    ];

    private static string[] Teams(Channel channel) =>
    [
        $"webhook_url_file: {Secret(channel)}",
        $"title: {Template("mem0.title")}",
        $"text: {Template("mem0.teams")}",
    ];

    private static string[] PagerDuty(Channel channel) =>
    [
        $"routing_key_file: {Secret(channel)}",
        "client: Mem0Observability",
        $"client_url: {Template("mem0.link.alerts")}",
        $"description: {Template("mem0.title")}",
        $"severity: {Template("mem0.pagerduty.severity")}",
        $"details: {{text: {Template("mem0.text")}}}",
        "links:",
        .. new[] { ("dashboard", "Dashboard"), ("runbook", "Runbook"), ("logs", "Logs"), ("traces", "Traces") }
            .Select(l => $"  - {{text: {l.Item2}, href: {Quoted.Yaml($"{{{{ with index .Alerts 0 }}}}{{{{ template \"mem0.link.{l.Item1}\" . }}}}{{{{ end }}}}")}}}"),
    ];

    private static IEnumerable<string> Webhook(Channel channel)
    {
        yield return $"url_file: {Secret(channel)}";
        if (channel.MaxAlerts is { } most) yield return $"max_alerts: {most.ToString(CultureInfo.InvariantCulture)}";
    }

    private static IEnumerable<string> Email(Channel channel)
    {
        yield return $"to: {Quoted.Yaml(string.Join(", ", channel.To ?? []))}";
        yield return $"from: {Quoted.Yaml(channel.From ?? "")}";
        yield return $"smarthost: {Quoted.Yaml(string.Create(CultureInfo.InvariantCulture, $"{channel.SmtpHost}:{channel.SmtpPort}"))}";
        yield return $"require_tls: {(channel.RequireTls == false ? "false" : "true")}";
        if (channel.SmtpUser is { } user)
        {
            yield return $"auth_username: {Quoted.Yaml(user)}";
            yield return $"auth_password_file: {Secret(channel)}";
        }

        yield return $"headers: {{Subject: {Template("mem0.title")}}}";
        yield return $"text: {Template("mem0.text")}";
        yield return $"html: {Template("mem0.html")}";
    }

    private static string Secret(Channel channel) => $"{Folder}/{channel.SecretFile}";

    private static string Template(string name) => Quoted.Yaml($"{{{{ template \"{name}\" . }}}}");
}
