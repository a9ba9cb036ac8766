namespace Mem0Observability.Signals.Logs;

/// <summary>Writes a query in the query language, with quotes and parentheses only where they are needed.</summary>
internal static class LogQueryText
{
    /// <summary>End a word; what has one of them is quoted.</summary>
    public const string Special = "()\"";

    private static readonly string[] s_operators = ["AND", "OR", "NOT"];

    public static string Of(LogQuery query) => query switch
    {
        LogQuery.Text text => IsPlainTerm(text.Value) ? text.Value : Quoted(text.Value),
        LogQuery.Attribute attribute => $"{Key(attribute.Key)}:{(IsPlain(attribute.Value) ? attribute.Value : Quoted(attribute.Value))}",
        LogQuery.And and => $"{Group(and.Left, and.Left is LogQuery.Or)} AND {Group(and.Right, and.Right is LogQuery.Or or LogQuery.And)}",
        LogQuery.Or or => $"{Of(or.Left)} OR {Group(or.Right, or.Right is LogQuery.Or)}",
        LogQuery.Not not => $"NOT {Group(not.Operand, not.Operand is LogQuery.Or or LogQuery.And)}",
        _ => throw new InvalidOperationException($"unknown query {query.GetType().Name}"),
    };

    public static bool IsOperator(string word) => s_operators.Contains(word);

    /// <summary>Letters, digits and what attribute names are otherwise made of: <c>http://x</c> and <c>12:30</c> would be an attribute else.</summary>
    public static bool IsKey(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !(char.IsAsciiLetter(text[0]) || text[0] is '_' or '@'))
            return false;
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-' or '/' or '@'))
                return false;
        }

        return true;
    }

    private static string Key(string key) => IsKey(key) ? key : Quoted(key);

    private static string Group(LogQuery query, bool grouped) => grouped ? $"({Of(query)})" : Of(query);

    private static bool IsPlainTerm(string text) =>
        IsPlain(text) && text[0] != '-' && !IsOperator(text) && !text.Contains(':', StringComparison.Ordinal);

    private static bool IsPlain(string text) => text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || Special.Contains(c, StringComparison.Ordinal));

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
