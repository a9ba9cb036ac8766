using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Web.Logs;

/// <summary>Which log records the page is about, as its address has it.</summary>
/// <param name="Query">In the language of <c>Get-Mem0Log</c>.</param>
/// <param name="Service">Any of these, with commas between them.</param>
/// <param name="Level">Likewise.</param>
public sealed record LogAsk(string? Query = null, string? Service = null, string? Level = null, string? Trace = null, string? Request = null)
{
    public IReadOnlyList<string> Services => Split(Service);

    /// <summary>What is no level is left out: the address may have been written by hand.</summary>
    public IReadOnlyList<string> Levels => [.. Split(Level).Select(LogLevels.OfText).Where(l => l.Length > 0).Distinct()];

    /// <summary>What is wrong with the question, and at which character of the query, from 1; null where nothing is.</summary>
    internal (string Message, int? Position)? Fault()
    {
        if (!string.IsNullOrWhiteSpace(Trace) && TraceIds.TryParse(Trace) is null)
            return (TraceIds.Invalid(Trace).Message, null);
        try
        {
            _ = Parsed();
            return null;
        }
        catch (LogQueryFault e)
        {
            return (e.Message, e.Position);
        }
    }

    internal LogSearch Between(DateTimeOffset start, DateTimeOffset end) => new()
    {
        Start = start,
        End = end,
        Services = Services,
        Levels = Levels,
        Query = Parsed(),
        TraceId = string.IsNullOrWhiteSpace(Trace) ? null : TraceIds.Parse(Trace),
        RequestId = string.IsNullOrWhiteSpace(Request) ? null : Request.Trim(),
    };

    /// <exception cref="LogQueryFault">Asked for by <see cref="Fault"/> first.</exception>
    private LogQuery? Parsed() => string.IsNullOrWhiteSpace(Query) ? null : LogQueryParser.Read(Query);

    private static string[] Split(string? list) =>
        list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
