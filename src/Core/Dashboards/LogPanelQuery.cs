using System.Text.RegularExpressions;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Dashboards;

/// <summary>Reads the Lucene that log panels are written in: <c>field:value</c> and <c>field:(a OR b)</c>, joined by AND.</summary>
internal static partial class LogPanelQuery
{
    /// <exception cref="FormatException">Anything else of Lucene.</exception>
    public static LogSearch Read(string lucene, DateTimeOffset start, DateTimeOffset end, int limit = 1)
    {
        var search = new LogSearch { Start = start, End = end, Limit = limit };
        foreach (string term in lucene.Split(" AND ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            search = With(search, term);

        return search;
    }

    private static LogSearch With(LogSearch search, string term)
    {
        Match match = Term().Match(term);
        string[] values = [.. match.Groups["value"].Captures.Select(c => c.Value)];
        return match.Groups["field"].Value switch
        {
            "log.level" => search with { Levels = [.. values.Select(LogLevels.OfText).Distinct()] },
            "service.name" => search with { Services = values },
            _ => throw new FormatException($"'{term}' is none of log.level:value and service.name:value, which is what can be executed here"),
        };
    }

    [GeneratedRegex("""^(?<field>[\w.]+):(?:"?(?<value>[\w-]+)"?|\("?(?<value>[\w-]+)"?(?:\s+OR\s+"?(?<value>[\w-]+)"?)*\))$""", RegexOptions.CultureInvariant)]
    private static partial Regex Term();
}
