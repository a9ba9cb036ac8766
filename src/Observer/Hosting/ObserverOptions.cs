using System.Globalization;
using Mem0Observability.Observer.Canary;
using Mem0Observability.Observer.Otlp;
using Mem0Observability.Observer.Remote;
using Mem0Observability.Web;

namespace Mem0Observability.Observer.Hosting;

/// <summary>The settings of the process, read once from the environment.</summary>
internal sealed record ObserverOptions
{
    /// <summary>Where the inbox lives; a volume in the container.</summary>
    public string DataDirectory { get; init; } = "/data";

    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long log records and traces are kept.</summary>
    public TimeSpan TelemetryRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Size of all log records and traces on disk, beyond which the oldest go.</summary>
    public long TelemetryBytes { get; init; } = 2L << 30;

    /// <summary>How long after its last notification the Watchdog still counts as alive.</summary>
    /// <remarks>
    /// It comes every 30 s: two in a row may be lost. An Alertmanager that is replaced is heard again up to 50 s after the last one before
    /// (30 s, and 20 s until Prometheus tells the new one), plus what the replacement takes.
    /// </remarks>
    public TimeSpan WatchdogTimeout { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>The folder with <c>channels.json</c> and the secrets of the channels.</summary>
    public string Channels { get; init; } = "/etc/observer/channels";

    public Uri Alertmanager { get; init; } = new("http://alertmanager:9093");

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; init; } = "http://0.0.0.0:9095";

    /// <summary>Where OTLP over gRPC comes in; empty where it does not.</summary>
    public string OtlpGrpcUrl { get; init; } = "http://0.0.0.0:4317";

    /// <summary>Where OTLP over HTTP comes in; empty where it does not.</summary>
    public string OtlpHttpUrl { get; init; } = "http://0.0.0.0:4318";

    /// <summary>What senders of OTLP must show; null where the network alone decides.</summary>
    public BearerToken? OtlpToken { get; init; }

    /// <summary>Largest OTLP request, uncompressed.</summary>
    public int OtlpMaxBytes { get; init; } = 16 * OtlpSettings.Megabyte;

    public string AllUrls => string.Join(';', new[] { Urls, OtlpGrpcUrl, OtlpHttpUrl }.Where(url => url.Length > 0));
    /// <summary>The engine's folder of containers, whose log files are read; empty for none.</summary>
    public string ContainerLogs { get; init; } = "/var/lib/docker/containers";

    /// <summary>Whether text of memories, e-mail addresses, keys and query strings are taken out of logs before they are stored.</summary>
    public bool Redact { get; init; } = true;

    public CanarySettings Canaries { get; init; } = new();

    /// <summary>Where logs and traces are kept when not here; null where they are.</summary>
    public RemoteStores? Remote { get; init; }

    public WebSettings Web { get; init; } = new();

    /// <exception cref="InvalidOptionsException">At least one variable has a value that cannot be used.</exception>
    public static ObserverOptions Read(Func<string, string?> variable)
    {
        var defaults = new ObserverOptions();
        var problems = new List<string>();

        var directory = Text("OBSERVER_DATA_DIR", defaults.DataDirectory);
        if (!Path.IsPathFullyQualified(directory))
            problems.Add($"OBSERVER_DATA_DIR must be an absolute path, not '{directory}'");

        var urls = Text("ASPNETCORE_URLS", defaults.Urls);
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsHttp(url))
                problems.Add($"ASPNETCORE_URLS must hold addresses like 'http://0.0.0.0:9095', not '{url}'");
        }

        var days = Number("OBSERVER_RETENTION_DAYS", defaults.Retention.TotalDays, 1, 3650);
        var telemetryDays = Number("OBSERVER_TELEMETRY_RETENTION_DAYS", defaults.TelemetryRetention.TotalDays, 1, 365);
        var gigabytes = Number("OBSERVER_TELEMETRY_MAX_GIGABYTES", defaults.TelemetryBytes >> 30, 1, 1024);
        // Below 10 s every late repeat would look like a dead pipeline.
        var timeout = Number("OBSERVER_WATCHDOG_TIMEOUT_SECONDS", defaults.WatchdogTimeout.TotalSeconds, 10, 86400);

        var channels = Text("OBSERVER_CHANNELS", defaults.Channels);
        if (!Path.IsPathFullyQualified(channels))
            problems.Add($"OBSERVER_CHANNELS must be an absolute path, not '{channels}'");
        var alertmanager = Text("OBSERVER_ALERTMANAGER_URL", defaults.Alertmanager.AbsoluteUri);
        if (!IsHttp(alertmanager))
            problems.Add($"OBSERVER_ALERTMANAGER_URL must be like 'http://alertmanager:9093', not '{alertmanager}'");

        var otlp = OtlpSettings.Read(variable, problems);
        var megabytes = Number("OBSERVER_OTLP_MAX_MEGABYTES", (double)defaults.OtlpMaxBytes / OtlpSettings.Megabyte, 1, 256);
        foreach (var url in new[] { otlp.GrpcUrl, otlp.HttpUrl })
        {
            if (url.Length > 0 && !IsHttp(url))
                problems.Add($"OBSERVER_OTLP_GRPC_URL and OBSERVER_OTLP_HTTP_URL must be like 'http://0.0.0.0:4317' or empty, not '{url}'");
        }
        // Empty means none here, not the default.
        var containerLogs = variable("OBSERVER_CONTAINER_LOGS") ?? defaults.ContainerLogs;
        if (containerLogs.Length > 0 && !Path.IsPathFullyQualified(containerLogs))
            problems.Add($"OBSERVER_CONTAINER_LOGS must be an absolute path or empty, not '{containerLogs}'");
        var redact = Text("OBSERVER_REDACT", "true");
        if (redact is not ("true" or "false"))
            problems.Add($"OBSERVER_REDACT must be true or false, not '{redact}'");

        var canaries = CanarySettings.Read(variable, problems);
        var remote = RemoteStores.Read(variable, problems);
        var web = WebSettings.Read(variable, problems);

        if (problems.Count > 0)
            throw new InvalidOptionsException(problems);

        return new ObserverOptions
        {
            DataDirectory = directory,
            Retention = TimeSpan.FromDays(days),
            TelemetryRetention = TimeSpan.FromDays(telemetryDays),
            TelemetryBytes = (long)gigabytes << 30,
            WatchdogTimeout = TimeSpan.FromSeconds(timeout),
            Channels = channels,
            Alertmanager = new(alertmanager),
            Urls = urls,
            // What would be taken in could not be kept.
            OtlpGrpcUrl = remote is null ? otlp.GrpcUrl : "",
            OtlpHttpUrl = remote is null ? otlp.HttpUrl : "",
            OtlpToken = otlp.Token,
            OtlpMaxBytes = megabytes * OtlpSettings.Megabyte,
            Canaries = canaries,
            ContainerLogs = remote is null ? containerLogs : "",
            Remote = remote,
            Web = web,
            Redact = redact == "true",
        };

        string Text(string name, string otherwise) => variable(name) is { Length: > 0 } value ? value : otherwise;

        int Number(string name, double otherwise, int least, int most)
        {
            if (variable(name) is not { Length: > 0 } text)
                return (int)otherwise;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                return value;
            problems.Add($"{name} must be a whole number from {least} to {most}, not '{text}'");
            return (int)otherwise;
        }
    }

    private static bool IsHttp(string url)
    {
        try
        {
            // A port that is no number ends up in the host.
            return BindingAddress.Parse(url) is { Scheme: "http", Port: <= 65535, PathBase: "" } address
                && (!address.Host.Contains(':', StringComparison.Ordinal) || address.Host is ['[', .., ']']);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
