namespace Mem0Observability.Notifications;

/// <summary>Hours in which nobody wants to hear of what can wait.</summary>
internal static class MuteTime
{
    public const string Nights = "nights";
    public const string Weekends = "weekends";

    public static readonly string[] Names = [Nights, Weekends];

    /// <summary>As the router's file knows it; the prefix keeps it apart from intervals of the user's own.</summary>
    public static string Interval(string name) => "mem0-" + name;

    /// <param name="zone">As the tz database names it.</param>
    public static IEnumerable<string> Lines(string name, string zone)
    {
        yield return $"- name: {Interval(name)}";
        yield return "  time_intervals:";
        // An interval does not cross midnight.
        yield return name == Nights ? "    - times: [{start_time: '20:00', end_time: '24:00'}, {start_time: '00:00', end_time: '08:00'}]" : "    - weekdays: [saturday, sunday]";
        yield return $"      location: {Quoted.Yaml(zone)}";
    }

    /// <summary>Where this machine has a zone that containers know too; else UTC.</summary>
    public static string LocalZone() => TimeZoneInfo.Local.HasIanaId && TimeZoneInfo.Local.Id.Contains('/', StringComparison.Ordinal) ? TimeZoneInfo.Local.Id : "UTC";
}
