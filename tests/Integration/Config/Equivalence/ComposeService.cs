using System.Globalization;
using System.Text.Json;
using Mem0Observability.Compose;

namespace Mem0Observability.Tests.Integration.Config.Equivalence;

/// <summary>A service in the words of <c>docker compose config</c>, as fields that can be compared.</summary>
internal sealed class ComposeService(JsonElement file, string name)
{
    /// <summary>Keys that say nothing about the container.</summary>
    private static readonly HashSet<string> s_elsewhere = ["profiles"];

    private readonly JsonElement _service = file.GetProperty("services").GetProperty(name);

    public Fields Read()
    {
        var fields = new Fields();
        foreach (var property in _service.EnumerateObject().Where(p => !s_elsewhere.Contains(p.Name) && p.Value.ValueKind != JsonValueKind.Null))
        {
            Add(fields, property.Name, property.Value);
        }

        return fields;
    }

    private void Add(Fields fields, string key, JsonElement value)
    {
        switch (key)
        {
            case "image" or "user" or "restart":
                fields.Add(key, value.GetString()!);
                break;
            case "command" or "entrypoint":
                fields.AddList(key, Texts(value));
                break;
            case "cap_add" or "cap_drop" or "security_opt":
                fields.AddSet(key, Texts(value));
                break;
            case "devices":
                fields.AddSet(key, value.EnumerateArray().Select(d => $"{d.GetProperty("source").GetString()} {d.GetProperty("target").GetString()} {d.GetProperty("permissions").GetString()}"));
                break;
            case "read_only":
                fields.Add(key, value.GetBoolean().ToString());
                break;
            case "environment" or "labels":
                fields.AddSet(key, value.EnumerateObject().Select(v => $"{v.Name}={v.Value.GetString()}"));
                break;
            case "mem_limit":
                fields.Add(key, value.GetString()!);
                break;
            case "stop_grace_period":
                fields.AddTime(key, Time(value));
                break;
            case "healthcheck":
                AddHealthCheck(fields, value);
                break;
            case "logging":
                fields.AddSet(key, [value.GetProperty("driver").GetString()!, .. value.GetProperty("options").EnumerateObject().Select(o => $"{o.Name}={o.Value.GetString()}")]);
                break;
            case "ulimits":
                fields.AddSet(key, value.EnumerateObject().Select(u => u.Value.ValueKind == JsonValueKind.Number
                    ? $"{u.Name} {u.Value} {u.Value}"
                    : $"{u.Name} {u.Value.GetProperty("soft")} {u.Value.GetProperty("hard")}"));
                break;
            case "ports":
                fields.AddSet(key, value.EnumerateArray().Select(Port));
                break;
            case "volumes":
                fields.AddSet("mounts", value.EnumerateArray().Select(Volume));
                break;
            case "tmpfs":
                fields.AddSet("mounts", Texts(value).Select(t => $"tmpfs  {t} False"));
                break;
            case "secrets":
                fields.AddSet("mounts", value.EnumerateArray().Select(s => $"bind {Definition("secrets", s.GetProperty("source").GetString()!, "file")} {s.GetProperty("target").GetString()} True"));
                break;
            case "networks":
                // Compose makes the service's name an alias without saying so.
                fields.AddSet(key, value.EnumerateObject().Select(n => $"{Definition("networks", n.Name, "name")}: {string.Join(' ', Aliases(n.Value).Append(name).Order(StringComparer.Ordinal))}"));
                break;
            case "depends_on":
                fields.AddSet(key, value.EnumerateObject().Select(d => $"{d.Name}:{d.Value.GetProperty("condition").GetString()}:false"));
                break;
            case "build":
                fields.Add("build context", value.GetProperty("context").GetString()!);
                fields.AddSet("build args", value.GetProperty("args").EnumerateObject().Select(a => $"{a.Name}={a.Value.GetString()}"));
                break;
            default:
                throw new InvalidOperationException($"Nobody compares '{key}', which service '{name}' has: add it here and in {nameof(ModuleService)}.");
        }
    }

    private static void AddHealthCheck(Fields fields, JsonElement check)
    {
        if (check.TryGetProperty("disable", out _))
        {
            fields.AddList("test", ["NONE"]);
            return;
        }

        fields.AddList("test", check.TryGetProperty("test", out var test) ? Texts(test) : []);
        fields.AddTime("interval", Time(check.GetProperty("interval")));
        fields.AddTime("timeout", Time(check.GetProperty("timeout")));
        fields.AddTime("start period", Time(check.GetProperty("start_period")));
        fields.Add("retries", check.GetProperty("retries").ToString());
    }

    private static string Port(JsonElement port) => string.Create(CultureInfo.InvariantCulture,
        $"{port.GetProperty("host_ip").GetString()}:{(port.TryGetProperty("published", out var published) ? published.GetString() : "")}:{port.GetProperty("target")}/{port.GetProperty("protocol").GetString()}");

    private string Volume(JsonElement volume)
    {
        var type = volume.GetProperty("type").GetString()!;
        var source = volume.GetProperty("source").GetString()!;
        var readOnly = volume.TryGetProperty("read_only", out var flag) && flag.GetBoolean();
        return $"{type} {(type == "volume" ? Definition("volumes", source, "name") : source)} {volume.GetProperty("target").GetString()} {readOnly}";
    }

    private string Definition(string section, string key, string property) => file.GetProperty(section).GetProperty(key).GetProperty(property).GetString()!;

    private static string[] Aliases(JsonElement network) =>
        network.ValueKind == JsonValueKind.Object && network.TryGetProperty("aliases", out var aliases) ? [.. Texts(aliases)] : [];

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(e => e.GetString()!);

    private static TimeSpan? Time(JsonElement text) => ComposeDuration.TryParse(text.GetString()!);
}
