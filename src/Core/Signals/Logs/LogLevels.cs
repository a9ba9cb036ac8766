namespace Mem0Observability.Signals.Logs;

/// <summary>The levels by name, and the OTLP severity numbers behind them: four to each.</summary>
internal static class LogLevels
{
    private const int PerLevel = 4;

    /// <summary>From the least to the most severe.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Trace", "Debug", "Information", "Warning", "Error", "Fatal"];

    /// <summary>Empty where the number is none of OTLP's (1 to 24).</summary>
    public static string Of(long severityNumber) =>
        severityNumber >= 1 && severityNumber <= Names.Count * PerLevel ? Names[(int)(severityNumber - 1) / PerLevel] : "";

    /// <summary>What loggers write for a level, in any case; empty where it is none of them.</summary>
    public static string OfText(string text) => text.ToLowerInvariant() switch
    {
        "trace" or "trce" or "verbose" or "finest" or "finer" => "Trace",
        "debug" or "dbug" or "fine" => "Debug",
        "information" or "info" or "notice" or "log" => "Information",
        "warning" or "warn" => "Warning",
        "error" or "err" or "fail" or "severe" => "Error",
        "fatal" or "critical" or "crit" or "alert" or "emergency" or "emerg" or "panic" => "Fatal",
        { Length: > 1 } numbered when char.IsAsciiDigit(numbered[^1]) => OfText(numbered[..^1]),
        _ => "",
    };

    /// <summary>The severity numbers of a level, first and last.</summary>
    public static (int First, int Last) Severities(string level)
    {
        int index = Names.ToList().IndexOf(level);
        return index < 0 ? (0, 0) : ((index * PerLevel) + 1, (index + 1) * PerLevel);
    }
}
