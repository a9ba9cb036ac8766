using System.Text.RegularExpressions;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Silences;

/// <summary>One condition on a label, as in <c>service=~"mem0|openmemory"</c>. A label that an alert does not have counts as empty.</summary>
/// <param name="Operator"><c>=</c>, <c>!=</c>, <c>=~</c> or <c>!~</c>.</param>
internal sealed partial record SilenceMatcher(string Name, string Operator, string Value)
{
    public bool IsRegex => Operator is "=~" or "!~";

    public bool IsEqual => Operator is "=" or "=~";

    public static SilenceMatcher Parse(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success)
            throw Invalid(text, "it is not of the form name=\"value\", name!=\"value\", name=~\"expression\" or name!~\"expression\"");

        Group quoted = match.Groups["quoted"];
        string value = quoted.Success ? Escape().Replace(quoted.Value, e => e.Value == "\\n" ? "\n" : e.Value[1..]) : match.Groups["bare"].Value;
        var matcher = new SilenceMatcher(match.Groups["name"].Value, match.Groups["operator"].Value, value);
        matcher.ThrowIfNoExpression();
        return matcher;
    }

    /// <summary>One value as it is; several, or one with <c>*</c> or <c>?</c>, as an expression. Null without any.</summary>
    public static SilenceMatcher? Of(string name, IEnumerable<string> values)
    {
        List<string> all = [.. values.Where(v => v.Length > 0)];
        return all switch
        {
            [] => null,
            [var one] when !one.AsSpan().ContainsAny('*', '?') => new(name, "=", one),
            _ => new(name, "=~", string.Join('|', all.Select(Expression))),
        };
    }

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        string value = labels.GetValueOrDefault(Name, "");
        return (IsRegex ? Compile().IsMatch(value) : value == Value) == IsEqual;
    }

    public override string ToString() => Name + Operator + PromQL.Quote(Value);

    private static string Expression(string pattern) =>
        Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal);

    private void ThrowIfNoExpression()
    {
        try
        {
            if (IsRegex)
                Compile();
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw Invalid(ToString(), e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>Alertmanager's expressions have no backtracking either, and always cover the whole value.</summary>
    private Regex Compile() => new($"^(?:{Value})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static StackException Invalid(string text, string why, Exception? inner = null) => new(
        "SilenceMatcherInvalid", StackErrorCategory.InvalidArgument, $"The matcher {text} cannot be used: {why}.", text, inner);

    [GeneratedRegex("""^\s*(?<name>[a-zA-Z_][a-zA-Z0-9_]*)\s*(?<operator>=~|!~|!=|=)\s*("(?<quoted>([^"\\]|\\["\\n])*)"|(?<bare>[^\s"'{},~=]+))\s*\z""", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex("""\\["\\n]""")]
    private static partial Regex Escape();
}
