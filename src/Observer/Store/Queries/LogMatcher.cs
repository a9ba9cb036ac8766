using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Observer.Store.Queries;

/// <summary>Whether a record satisfies a query, decided on the record itself.</summary>
internal static class LogMatcher
{
    public static bool Matches(LogQuery query, LogEntry entry) => query switch
    {
        LogQuery.Text text => ContainsWords(entry.Message, Words(text.Value)),
        LogQuery.Attribute attribute => entry.Attributes.TryGetValue(attribute.Key, out object? value)
            && string.Equals(AsText(value), attribute.Value, StringComparison.OrdinalIgnoreCase),
        LogQuery.And and => Matches(and.Left, entry) && Matches(and.Right, entry),
        LogQuery.Or or => Matches(or.Left, entry) || Matches(or.Right, entry),
        LogQuery.Not not => !Matches(not.Operand, entry),
        _ => throw new ArgumentOutOfRangeException(nameof(query), query.GetType().Name, "Unknown kind of query."),
    };

    /// <summary>As the user types it.</summary>
    public static string? AsText(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    public static List<string> Words(string text)
    {
        var words = new List<string>();
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool inside = i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_' || text[i] >= 0x80);
            if (inside && start < 0)
                start = i;
            if (inside || start < 0)
                continue;
            words.Add(text[start..i]);
            start = -1;
        }

        return words;
    }

    private static bool ContainsWords(string text, List<string> wanted)
    {
        if (wanted.Count == 0)
            return true;
        List<string> words = Words(text);
        for (int i = 0; i + wanted.Count <= words.Count; i++)
        {
            int matched = 0;
            while (matched < wanted.Count && string.Equals(words[i + matched], wanted[matched], StringComparison.OrdinalIgnoreCase))
                matched++;
            if (matched == wanted.Count)
                return true;
        }

        return false;
    }
}
