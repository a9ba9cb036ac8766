using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Acceptance;

/// <summary>What the profile under test must consist of.</summary>
internal static class StackShape
{
    private static readonly string[] s_lite =
    [
        "alertmanager running healthy http://127.0.0.1:29093",
        "blackbox-exporter running healthy http://127.0.0.1:29115",
        "node-exporter running healthy http://127.0.0.1:29100",
        "observer running healthy http://127.0.0.1:29095",
        "postgres-exporter running healthy http://127.0.0.1:29187",
        "prometheus running healthy http://127.0.0.1:29090",
    ];

    private static readonly string[] s_fullOnly =
    [
        "cadvisor running healthy",
        "elastic-setup completed none",
        "elasticsearch running healthy http://127.0.0.1:29200",
        "elasticsearch-exporter running healthy",
        "filebeat running healthy http://127.0.0.1:25066",
        "grafana running healthy http://127.0.0.1:23001",
        "jaeger running healthy http://127.0.0.1:26686",
        "kibana running healthy http://127.0.0.1:25601",
        "kibana-setup completed none",
        "logstash running healthy http://127.0.0.1:29600",
        "otel-collector running none http://127.0.0.1:24317",
    ];

    public static bool IsFull => ModuleShell.Profile == StackProfiles.Full;

    /// <summary>One line for each service: name, state, health and address.</summary>
    public static IReadOnlyList<string> Services => IsFull ? [.. s_lite, .. s_fullOnly] : s_lite;

    public static int Running => Services.Count(s => s.Contains(" running ", StringComparison.Ordinal));

    public static int Volumes => IsFull ? 8 : 3;

    /// <summary>Debian has packages for Lite alone.</summary>
    public static string ImageSource => IsFull ? ImageSources.Official : ImageSources.Distribution;

    /// <summary>Elasticsearch and Kibana take their minutes.</summary>
    public static TimeSpan StartLimit => TimeSpan.FromMinutes(IsFull ? 30 : 10);
}
