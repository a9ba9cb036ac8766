using System.Globalization;

namespace Mem0Observability.Web.Alerts;

/// <summary>
/// The expression of a rule, taken apart for a chart: a comparison gives nothing while it does not hold, so its left side is drawn and the right side is
/// a line. Where that cannot be told by the outermost level, the expression is drawn as it is.
/// </summary>
internal sealed record RuleCondition(string Value, double? Threshold, string Comparison)
{
    private static readonly string[] s_comparisons = [">=", "<=", "==", "!=", ">", "<"];

    private static readonly string[] s_sets = ["and", "or", "unless"];

    public static RuleCondition Parse(string promQL)
    {
        var whole = new RuleCondition(promQL, null, "");
        (int At, string Text)? found = null;
        foreach (var (at, text) in Outermost(promQL))
        {
            if (s_sets.Contains(text, StringComparer.OrdinalIgnoreCase) || found is not null)
                return whole;
            found = (at, text);
        }

        if (found is not var (position, comparison))
            return whole;

        string right = promQL[(position + comparison.Length)..].Trim();
        return double.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out double threshold)
            ? new RuleCondition(promQL[..position].Trim(), threshold, comparison)
            : whole;
    }

    /// <summary>Comparisons and set operators that stand in no bracket and no text.</summary>
    private static IEnumerable<(int At, string Text)> Outermost(string promQL)
    {
        int depth = 0;
        for (int i = 0; i < promQL.Length; i++)
        {
            switch (promQL[i])
            {
                case '"' or '\'' or '`':
                    i = EndOfText(promQL, i);
                    break;
                case '(' or '{' or '[':
                    depth++;
                    break;
                case ')' or '}' or ']':
                    depth--;
                    break;
                case '#':
                    i = promQL.IndexOf('\n', i) is >= 0 and var end ? end : promQL.Length;
                    break;
                default:
                    if (depth == 0 && OperatorAt(promQL, i) is { } text)
                    {
                        yield return (i, text);
                        i += text.Length - 1;
                    }

                    break;
            }
        }
    }

    private static string? OperatorAt(string promQL, int at)
    {
        if (Array.Find(s_comparisons, c => string.CompareOrdinal(promQL, at, c, 0, c.Length) == 0) is { } comparison)
            return comparison;
        if (at > 0 && IsWord(promQL[at - 1]))
            return null;

        int end = at;
        while (end < promQL.Length && IsWord(promQL[end]))
            end++;
        string word = promQL[at..end];
        return s_sets.Contains(word, StringComparer.OrdinalIgnoreCase) ? word : null;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or ':';

    private static int EndOfText(string promQL, int start)
    {
        char quote = promQL[start];
        for (int i = start + 1; i < promQL.Length; i++)
        {
            if (promQL[i] == '\\' && quote != '`')
                i++;
            else if (promQL[i] == quote)
                return i;
        }

        return promQL.Length;
    }
}
