namespace Mem0Observability.Signals.Drills;

/// <summary>By what a drill is known afterwards, in the history.</summary>
internal static class DrillMark
{
    /// <summary>Every drill's id, and the service of made-up series.</summary>
    public const string Prefix = "drill-";

    public static string NewId(string alert) => $"{Prefix}{alert.ToLowerInvariant()}-{Guid.NewGuid():N}"[..Math.Min(66, Prefix.Length + alert.Length + 9)];

    /// <summary>Of the acknowledgement: a stopped service has the alert of a real outage, and only this tells them apart.</summary>
    public static string Comment(string id) => $"Drill {id}";

    public static bool Is(IReadOnlyDictionary<string, string> labels, string comment) =>
        labels.GetValueOrDefault("drill", "") == "true"
        || labels.GetValueOrDefault("service", "").StartsWith(Prefix, StringComparison.Ordinal)
        || comment.StartsWith($"Drill {Prefix}", StringComparison.Ordinal);
}
