using System.Globalization;

namespace Mem0Observability.Observer.Canary;

/// <summary>What the canaries need to know of the environment.</summary>
internal sealed record CanarySettings
{
    private static readonly IReadOnlyDictionary<string, Uri> s_targets = new Dictionary<string, Uri>
    {
        // The same requests as the probes of prometheus.yml: they need no key. mem0's reads its database.
        ["mem0"] = new("http://mem0:8000/auth/setup-status"),
        ["openmemory"] = new("http://openmemory-mcp:8765/docs"),
    };

    /// <summary>How often each signal is tried; zero for never.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    public Uri Prometheus { get; init; } = new("http://prometheus:9090");

    /// <summary>The requests that may be asked for, by service. A fixed list: this must not become a way into mem0's network.</summary>
    public IReadOnlyDictionary<string, Uri> Targets { get; init; } = s_targets;

    /// <summary>Where applications send OTLP/HTTP: to this process, or to the Collector. Null where the former is off.</summary>
    public Uri? Otlp { get; init; } = new("http://127.0.0.1:4318");

    /// <summary>Not part of what is printed.</summary>
    public string? OtlpTokenFile { get; init; }

    /// <summary>Whether the process's own lines on standard output come back through the container logs.</summary>
    public bool ReadsOwnLog { get; init; } = true;

    /// <summary>How long a line or a span may take. Through Filebeat, Logstash and an index that is refreshed every few seconds it takes longer.</summary>
    public TimeSpan TelemetryLimit { get; init; } = TimeSpan.FromSeconds(30);

    public static CanarySettings Read(Func<string, string?> variable, ICollection<string> problems)
    {
        var defaults = new CanarySettings();
        var otlp = variable("OBSERVER_OTLP_HTTP_URL") ?? "http://0.0.0.0:4318";
        var elsewhere = variable("OBSERVER_STORE") is "off";
        var own = elsewhere ? new Uri("http://telemetry:4318") : otlp.Length == 0 ? null : Own(otlp) ?? defaults.Otlp;
        return defaults with
        {
            Interval = ReadInterval(variable("OBSERVER_CANARY_SECONDS"), defaults.Interval, problems),
            Prometheus = ReadAddress("OBSERVER_PROMETHEUS_URL", variable("OBSERVER_PROMETHEUS_URL"), problems)
                ?? ReadAddress("OBSERVER_METRIC_STORE_URL", variable("OBSERVER_METRIC_STORE_URL"), problems) ?? defaults.Prometheus,
            Targets = ReadTargets(variable("OBSERVER_CANARY_TARGETS"), problems) ?? defaults.Targets,
            // Whether it is a good address is judged where it is listened on.
            Otlp = ReadAddress("OBSERVER_CANARY_OTLP_URL", variable("OBSERVER_CANARY_OTLP_URL"), problems) ?? own,
            OtlpTokenFile = variable("OBSERVER_OTLP_TOKEN_FILE") is { Length: > 0 } file ? file : null,
            // Elsewhere somebody else reads them: that is what is tried.
            ReadsOwnLog = elsewhere || variable("OBSERVER_CONTAINER_LOGS") is not "",
            TelemetryLimit = elsewhere ? TimeSpan.FromSeconds(60) : defaults.TelemetryLimit,
        };
    }

    private static TimeSpan ReadInterval(string? text, TimeSpan otherwise, ICollection<string> problems)
    {
        if (string.IsNullOrEmpty(text))
            return otherwise;
        // Below 10 s one round could meet the next.
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is 0 or (>= 10 and <= 3600))
            return TimeSpan.FromSeconds(seconds);
        problems.Add($"OBSERVER_CANARY_SECONDS must be 0 or a whole number from 10 to 3600, not '{text}'");
        return otherwise;
    }

    /// <summary>As <c>mem0=http://mem0:8000/path other=http://...</c>.</summary>
    private static Dictionary<string, Uri>? ReadTargets(string? text, ICollection<string> problems)
    {
        if (string.IsNullOrEmpty(text))
            return null;

        var targets = new Dictionary<string, Uri>();
        foreach (var entry in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('=', 2) is [{ Length: > 0 } service, var url] && ReadAddress("OBSERVER_CANARY_TARGETS", url, problems) is { } address)
                targets[service] = address;
            else if (!entry.Contains('=', StringComparison.Ordinal))
                problems.Add($"OBSERVER_CANARY_TARGETS must be pairs like 'mem0=http://mem0:8000/', not '{entry}'");
        }

        return targets;
    }

    private static Uri? ReadAddress(string name, string? text, ICollection<string> problems)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        problems.Add($"{name} must hold addresses like 'http://prometheus:9090', not '{text}'");
        return null;
    }

    /// <summary>Where to reach, from inside, what listens on all addresses.</summary>
    private static Uri? Own(string url)
    {
        foreach (var any in new[] { "0.0.0.0", "[::]", "*", "+" })
            url = url.Replace($"//{any}:", "//127.0.0.1:", StringComparison.Ordinal);
        return Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : null;
    }
}
