using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Web.Logs;

/// <summary>Adds a term to a query text. What already says the opposite gives way, and what already says the same stays once.</summary>
internal static class LogQueryEdit
{
    public static string With(string? query, string key, string value) => Add(query, new LogQuery.Attribute(key, value));

    public static string Without(string? query, string key, string value) => Add(query, new LogQuery.Not(new LogQuery.Attribute(key, value)));

    private static string Add(string? query, LogQuery term)
    {
        LogQuery opposite = term is LogQuery.Not not ? not.Operand : new LogQuery.Not(term);
        IEnumerable<LogQuery> terms = string.IsNullOrWhiteSpace(query) ? [] : Conjuncts(LogQueryParser.Read(query));
        return terms.Where(t => t != opposite && t != term).Append(term).Aggregate((left, right) => new LogQuery.And(left, right)).ToString();
    }

    private static IEnumerable<LogQuery> Conjuncts(LogQuery query) =>
        query is LogQuery.And and ? Conjuncts(and.Left).Concat(Conjuncts(and.Right)) : [query];
}
