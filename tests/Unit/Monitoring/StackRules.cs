using System.Text.RegularExpressions;
using Mem0Observability.Compose;

namespace Mem0Observability.Tests.Unit.Monitoring;

/// <summary>What every service of a profile must have. Each rule names what breaks it; an empty answer is a good one.</summary>
internal static partial class StackRules
{
    /// <summary>Why a service may do without what all others have.</summary>
    public static readonly IReadOnlyDictionary<string, string> WithoutHealthCheck = new Dictionary<string, string>
    {
        ["otel-collector"] = "its image has nothing that could test; Prometheus probes it from outside",
        ["elastic-setup"] = "ends by itself",
        ["kibana-setup"] = "ends by itself",
    };

    public static readonly IReadOnlyDictionary<string, string> WithWritableRoot = new Dictionary<string, string>
    {
        ["elasticsearch"] = "writes its keystore beside its configuration",
        ["logstash"] = "writes into its installation",
    };

    public static readonly IReadOnlyDictionary<string, string> WithTheEngine = new Dictionary<string, string>
    {
        ["filebeat"] = "asks the engine for names and labels",
        ["cadvisor"] = "asks the engine which control group is which container",
    };

    /// <summary>cAdvisor reads the kernel's log for killed processes.</summary>
    public static readonly IReadOnlyList<(string Service, string Capability)> WithCapability = [("cadvisor", "SYSLOG")];

    public static IEnumerable<string> Faults(ComposeProject project) => project.Services.Values.SelectMany(s => Faults(s).Select(f => $"{s.Name}: {f}"));

    private static IEnumerable<string> Faults(ServiceSpec service)
    {
        bool once = service.Name.EndsWith("-setup", StringComparison.Ordinal);
        if (service.MemoryLimit is null or <= 0) yield return "no memory limit";
        if (service.Logging is not { Driver: "json-file" } logging || !logging.Options.ContainsKey("max-size") || !logging.Options.ContainsKey("max-file")) yield return "no rotated json-file log";
        if (service.HealthCheck is not { Test: not ["NONE"] } && !WithoutHealthCheck.ContainsKey(service.Name)) yield return "no health check";
        if (service.HealthCheck is { Test: not ["NONE"], StartPeriod: null }) yield return "a health check without start_period";
        if (!service.ReadOnly && !WithWritableRoot.ContainsKey(service.Name)) yield return "a writable root";
        if (!service.CapDrop.SequenceEqual(["ALL"])) yield return "keeps capabilities";
        if (service.CapAdd.Except(WithCapability.Where(c => c.Service == service.Name).Select(c => c.Capability)).FirstOrDefault() is { } added) yield return $"has the capability {added}";
        if (service.Privileged) yield return "is privileged";
        if (!service.SecurityOpt.Contains("no-new-privileges:true")) yield return "may gain privileges";
        if (service.Restart != (once ? "no" : "unless-stopped")) yield return $"restart {service.Restart}";
        if (service.Ports.Any(p => p.HostIp != "127.0.0.1")) yield return "a port beyond this machine";
        if (service.Ports.Any(p => p.Published == 8888)) yield return "the port of mem0's API";
        if (!Pinned().IsMatch(service.Image)) yield return $"image {service.Image} has no version";
        if (service.Mounts.Any(m => m is { Kind: MountKind.Bind, ReadOnly: false })) yield return "writes to this machine";
        if (service.Mounts.Any(m => m.Source is { } s && (s.EndsWith("/docker.sock", StringComparison.Ordinal) || s == "/var/run")) && !WithTheEngine.ContainsKey(service.Name)) yield return "has the engine's socket";
        foreach (string where in SecretsInTheOpen(service)) yield return where;
    }

    /// <summary>Whether <c>docker inspect</c> or <c>ps</c> would show a secret: a password in a variable or argument rather than the path to it.</summary>
    private static IEnumerable<string> SecretsInTheOpen(ServiceSpec service)
    {
        foreach ((string name, string value) in service.Environment)
        {
            if (SecretName().IsMatch(name) && value.Length > 0 && !value.StartsWith("/run/secrets/", StringComparison.Ordinal)) yield return $"the secret {name} in the environment";
        }

        foreach (string word in (service.Command ?? []).Concat(service.Entrypoint ?? []))
        {
            if (SecretArgument().IsMatch(word)) yield return "a secret in its command";
        }

        foreach (MountSpec secret in service.Mounts.Where(m => m.Origin == "secret"))
        {
            string file = Path.GetFileName(secret.Target);
            string all = string.Join(' ', [.. service.Command ?? [], .. service.Entrypoint ?? [], .. service.HealthCheck?.Test ?? [], .. service.Environment.Values]);
            if (!all.Contains(secret.Target, StringComparison.Ordinal) && !ReadElsewhere(service.Name, file)) yield return $"the secret {file} is mounted and read by nothing";
        }
    }

    /// <summary>By a mounted file, or by what the image does.</summary>
    private static bool ReadElsewhere(string service, string secret) => service switch
    {
        "elastic-setup" or "kibana-setup" => true,
        "jaeger" => Shipped.Text("jaeger.yml").Contains($"/run/secrets/{secret}", StringComparison.Ordinal),
        "otel-collector" => (Shipped.Text("otel-collector.yml") + Shipped.Text("otel-collector-token.yml")).Contains($"/run/secrets/{secret}", StringComparison.Ordinal),
        // In its data sources.
        "grafana" => secret == "grafana_elasticsearch_password",
        // Only where a variable says so.
        "observer" => secret is "otlp_token" or "observer_token" or "observer_elasticsearch_password",
        _ => false,
    };

    [GeneratedRegex("(?i)(PASSWORD|PASS|SECRET|TOKEN|_KEY|ENCRYPTIONKEY)(_FILE|__FILE)?$")]
    private static partial Regex SecretName();

    [GeneratedRegex("(?i)(password|token|secret)=(?!\"?\\$\\()[^/\\s]")]
    private static partial Regex SecretArgument();

    [GeneratedRegex("^[^:@]+(:[0-9]+/[^:@]+)?:v?[0-9][^:@]*(@sha256:[0-9a-f]{64})?$")]
    private static partial Regex Pinned();
}
