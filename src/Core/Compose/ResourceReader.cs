namespace Mem0Observability.Compose;

/// <summary>The limits of a service; null is no limit.</summary>
internal sealed record ResourceLimits(long? Memory, long? MemoryReservation, double? Cpus, long? Pids);

/// <summary>Reads limits from <c>mem_limit</c> and its like and from <c>deploy.resources</c>; where both are set they must agree.</summary>
internal static class ResourceReader
{
    public static ResourceLimits Read(MapReader service)
    {
        MapReader? deploy = service.Map("deploy");
        MapReader? resources = deploy?.Map("resources");
        MapReader? limits = resources?.Map("limits");
        // Only memory: the engine has no reservation of processors outside Swarm.
        MapReader? reservations = resources?.Map("reservations");
        var result = new ResourceLimits(
            One(service, "mem_limit", service.Bytes("mem_limit"), limits?.Bytes("memory")),
            One(service, "mem_reservation", service.Bytes("mem_reservation"), reservations?.Bytes("memory")),
            One(service, "cpus", service.Number("cpus"), limits?.Number("cpus")),
            One(service, "pids_limit", service.Integer("pids_limit", min: -1), limits?.Integer("pids", min: -1)));
        reservations?.Close();
        limits?.Close();
        resources?.Close();
        deploy?.Close();
        return result;
    }

    private static T? One<T>(MapReader service, string key, T? plain, T? deploy)
        where T : struct, IComparable<T>
    {
        if (plain is { } a && deploy is { } b && a.CompareTo(b) != 0)
            throw ComposeFault.Invalid(service.Find(key)!.Position, service.At(key), $"is {a}, and {b} under deploy.resources. Keep one of the two.");

        // Compose and the engine take 0 (and -1 processes) for unlimited.
        return (plain ?? deploy) is { } value && value.CompareTo(default) > 0 ? value : null;
    }
}
