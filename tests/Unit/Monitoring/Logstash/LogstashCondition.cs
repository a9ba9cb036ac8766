using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Unit.Monitoring.Logstash;

/// <summary>Whether a condition holds: fields, comparisons with a text or an expression, <c>!</c>, <c>and</c>, <c>or</c>.</summary>
internal static partial class LogstashCondition
{
    public static bool Holds(string condition, LogstashEvent e)
    {
        string rest = condition;
        bool result = Term(ref rest, e);
        // "and" binds no stronger than "or" here: the shipped files do not mix them.
        while (Word().Match(rest) is { Success: true } word)
        {
            rest = rest[word.Length..];
            bool next = Term(ref rest, e);
            result = word.Value.Trim() == "and" ? result && next : result || next;
        }

        return rest.Trim().Length == 0 ? result : throw new FormatException($"'{rest}' of the condition '{condition}' is not understood.");
    }

    private static bool Term(ref string rest, LogstashEvent e)
    {
        Match term = Comparison().Match(rest);
        if (!term.Success)
            throw new FormatException($"'{rest}' is no condition.");
        rest = rest[term.Length..];
        string field = term.Groups["field"].Value;
        return term.Groups["operator"].Value switch
        {
            "==" => e.Text(field) == term.Groups["text"].Value,
            "=~" => Matches(e.Text(field), term.Groups["expression"].Value),
            "!~" => !Matches(e.Text(field), term.Groups["expression"].Value),
            _ => e[field] is not null != (term.Groups["not"].Length > 0),
        };
    }

    private static bool Matches(string? text, string expression) => text is not null && Regex.IsMatch(text, expression, RegexOptions.Multiline);

    [GeneratedRegex("""\G\s*(?<not>!)?(?<field>(?:\[[^\]]+\])+)(?:\s*(?<operator>==|=~|!~)\s*(?:"(?<text>[^"]*)"|/(?<expression>(?:[^/\\]|\\.)*)/))?""")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\G\s+(?:and|or)\s")]
    private static partial Regex Word();
}
