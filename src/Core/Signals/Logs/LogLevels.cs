namespace Mem0Observability.Signals.Logs;

/// <summary>The levels by name, and the OTLP severity numbers behind them: four to each.</summary>
internal static class LogLevels
{
    private const int PerLevel = 4;

    private static readonly Dictionary<string, string[]> s_spellings = new()
    {
        ["Trace"] = ["trace", "trce", "verbose", "finest", "finer"],
        ["Debug"] = ["debug", "dbug", "fine"],
        ["Information"] = ["information", "info", "informational", "notice", "log"],
        ["Warning"] = ["warning", "warn"],
        ["Error"] = ["error", "err", "eror", "fail", "severe"],
        ["Fatal"] = ["fatal", "critical", "crit", "alert", "emergency", "emerg", "panic"],
    };

    /// <summary>From the least to the most severe.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Trace", "Debug", "Information", "Warning", "Error", "Fatal"];

    /// <summary>Empty where the number is none of OTLP's (1 to 24).</summary>
    public static string Of(long severityNumber) =>
        severityNumber >= 1 && severityNumber <= Names.Count * PerLevel ? Names[(int)(severityNumber - 1) / PerLevel] : "";

    /// <summary>What loggers write for a level, in any case; empty where it is none of them.</summary>
    public static string OfText(string text)
    {
        string lower = text.ToLowerInvariant();
        // OTLP's short names number the four severities of a level: ERROR, ERROR2, ERROR3, ERROR4.
        string name = lower.Length > 1 && lower[^1] is >= '2' and <= '4' ? lower[..^1] : lower;
        return s_spellings.FirstOrDefault(level => level.Value.Contains(name)).Key ?? "";
    }

    /// <summary>What loggers write for this level, in lower case.</summary>
    public static IReadOnlyList<string> Spellings(string level) => s_spellings.GetValueOrDefault(level, []);

    /// <summary>The severity numbers of a level, first and last.</summary>
    public static (int First, int Last) Severities(string level)
    {
        int index = Names.ToList().IndexOf(level);
        return index < 0 ? (0, 0) : ((index * PerLevel) + 1, (index + 1) * PerLevel);
    }
}
