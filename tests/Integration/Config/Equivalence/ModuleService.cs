using System.Globalization;
using Docker.DotNet.Models;
using Mem0Observability.Docker;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Integration.Config.Equivalence;

/// <summary>What the module asks the engine for, as fields that can be compared.</summary>
internal static class ModuleService
{
    /// <summary>Compose adds its own as well, and does not list them in its configuration.</summary>
    private static readonly string[] s_bookkeeping = ["com.docker.compose.", StackLabels.ConfigHash, StackLabels.ImageSource];

    public static Fields Read(ServicePlan service, ContainerRequest request)
    {
        var made = ContainerParameters.From(request);
        var host = made.HostConfig!;
        var fields = new Fields();
        fields.Add("image", made.Image);
        fields.AddList("command", made.Cmd);
        fields.AddList("entrypoint", made.Entrypoint);
        fields.AddSet("environment", made.Env ?? []);
        fields.AddSet("labels", made.Labels!.Where(l => !s_bookkeeping.Any(b => l.Key.StartsWith(b, StringComparison.Ordinal))).Select(l => $"{l.Key}={l.Value}"));
        fields.AddSet("depends_on", made.Labels![StackLabels.DependsOn].Split(',', StringSplitOptions.RemoveEmptyEntries));
        fields.Add("user", made.User);
        fields.Add("working_dir", made.WorkingDir);
        fields.Add("hostname", made.Hostname);
        fields.Add("stop_signal", made.StopSignal);
        fields.AddTime("stop_grace_period", made.StopTimeout);
        AddHealthCheck(fields, made.Healthcheck);
        AddHost(fields, host);
        fields.AddSet("networks", made.NetworkingConfig!.EndpointsConfig!.Select(n => $"{n.Key}: {string.Join(' ', n.Value.Aliases!.Order(StringComparer.Ordinal))}"));
        fields.AddSet("networks", service.Spec.Networks.Keys.Skip(1).Select(n => $"and {n}"));
        fields.Add("build context", service.Spec.Build?.Context);
        fields.AddSet("build args", service.Spec.Build?.Args.Select(a => $"{a.Key}={a.Value}") ?? []);
        return fields;
    }

    private static void AddHealthCheck(Fields fields, HealthcheckConfig? check)
    {
        if (check is null) return;
        fields.AddList("test", check.Test);
        fields.AddTime("interval", check.Interval);
        fields.AddTime("timeout", check.Timeout);
        fields.AddTime("start period", check.StartPeriod);
        fields.Add("retries", check.Retries?.ToString(CultureInfo.InvariantCulture));
    }

    private static void AddHost(Fields fields, HostConfig host)
    {
        fields.Add("restart", host.RestartPolicy!.Name switch
        {
            RestartPolicyKind.UnlessStopped => "unless-stopped",
            RestartPolicyKind.Always => "always",
            RestartPolicyKind.OnFailure => "on-failure",
            _ => "no",
        });
        fields.Add("read_only", $"{host.ReadonlyRootfs}");
        fields.Add("privileged", $"{host.Privileged}");
        fields.Add("init", $"{host.Init}");
        fields.Add("pid", host.PidMode);
        fields.AddSet("cap_add", host.CapAdd!);
        fields.AddSet("cap_drop", host.CapDrop!);
        fields.AddSet("security_opt", host.SecurityOpt!);
        fields.AddSet("group_add", host.GroupAdd!);
        fields.AddSet("extra_hosts", host.ExtraHosts!);
        fields.AddSet("devices", host.Devices!.Select(d => $"{d.PathOnHost} {d.PathInContainer} {d.CgroupPermissions}"));
        fields.AddSet("ulimits", host.Ulimits!.Select(u => $"{u.Name} {u.Soft} {u.Hard}"));
        fields.AddSet("sysctls", host.Sysctls!.Select(s => $"{s.Key}={s.Value}"));
        AddNumber(fields, "mem_limit", host.Memory);
        AddNumber(fields, "mem_reservation", host.MemoryReservation);
        AddNumber(fields, "cpus", host.NanoCPUs);
        AddNumber(fields, "pids_limit", host.PidsLimit ?? 0);
        AddNumber(fields, "shm_size", host.ShmSize);
        fields.AddSet("logging", [host.LogConfig!.Type!, .. host.LogConfig.Config!.Select(o => $"{o.Key}={o.Value}")]);
        fields.AddSet("mounts", host.Mounts!.Select(m => $"{m.Type} {m.Source} {m.Target} {m.ReadOnly}"));
        fields.AddSet("ports", host.PortBindings!.SelectMany(p => p.Value!.Select(b => $"{b.HostIP}:{b.HostPort}:{p.Key}")));
    }

    private static void AddNumber(Fields fields, string key, long value) => fields.Add(key, value == 0 ? null : value.ToString(CultureInfo.InvariantCulture));
}
