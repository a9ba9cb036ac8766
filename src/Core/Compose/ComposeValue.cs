using System.Globalization;
using System.Text.RegularExpressions;

namespace Mem0Observability.Compose;

/// <summary>Turns scalars into values; <c>where</c> is the key's path for messages.</summary>
internal static partial class ComposeValue
{
    /// <summary>Text where compose takes nothing else: a plain number or boolean is an error, as it is there.</summary>
    public static string Text(YamlNode node, string where)
    {
        string text = TextOrNumber(node, where);
        return node is YamlScalar { Quoted: false } && (text is "true" or "false" || CanonicalNumber().IsMatch(text))
            ? throw ComposeFault.Invalid(node.Position, where, $"YAML reads {text} as a number or boolean, and only text is taken here. Quote it.")
            : text;
    }

    /// <summary>Text, or a plain number or boolean that looks the same when compose has read it.</summary>
    /// <remarks>YAML takes <c>010</c> for 8, <c>1.0</c> for 1, <c>2026-01-02</c> for a time, and compose passes that on.</remarks>
    public static string TextOrNumber(YamlNode node, string where)
    {
        string text = Raw(node, where);
        return node is YamlScalar { Quoted: false } && Ambiguous().IsMatch(text) && !CanonicalNumber().IsMatch(text)
            ? throw ComposeFault.Invalid(node.Position, where, $"YAML reads {ComposeFault.Show(text)} as a number, date or boolean and compose writes it differently. Quote it.")
            : text;
    }

    /// <summary>Text that must not be empty.</summary>
    public static string Word(YamlNode node, string where)
    {
        string text = Text(node, where);
        return text.Length > 0 ? text : throw ComposeFault.Invalid(node.Position, where, "is empty. Give it a value or remove it.");
    }

    public static bool Flag(YamlNode node, string where) => Raw(node, where) switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        string other => throw ComposeFault.Invalid(node.Position, where, $"{ComposeFault.Show(other)} is not true or false."),
    };

    public static long Integer(YamlNode node, string where, long min = 0, long max = int.MaxValue)
    {
        string text = Raw(node, where);
        bool valid = CanonicalNumber().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long _);
        long value = valid ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
        return valid && value >= min && value <= max
            ? value
            : throw ComposeFault.Invalid(node.Position, where, $"{ComposeFault.Show(text)} is not a whole number from {min} to {max}.");
    }

    public static double Number(YamlNode node, string where)
    {
        string text = Raw(node, where);
        return DecimalNumber().IsMatch(text)
            ? double.Parse(text, CultureInfo.InvariantCulture)
            : throw ComposeFault.Invalid(node.Position, where, $"{ComposeFault.Show(text)} is not a number such as 0.5.");
    }

    public static long Bytes(YamlNode node, string where)
    {
        string text = Raw(node, where);
        return ByteSize.TryParse(text) ?? throw ComposeFault.Invalid(node.Position, where, $"{ComposeFault.Show(text)} is not a size such as 256m or 1g.");
    }

    public static TimeSpan Duration(YamlNode node, string where)
    {
        string text = Raw(node, where);
        return ComposeDuration.TryParse(text)
            ?? throw ComposeFault.Invalid(node.Position, where, $"{ComposeFault.Show(text)} is not a duration such as 30s, 1m30s or 500ms.");
    }

    /// <summary>File permissions: octal, and written so.</summary>
    public static int Mode(string text, SourcePosition position, string where) =>
        OctalMode().Match(text) is { Success: true } match
            ? Convert.ToInt32(match.Groups["digits"].Value, 8)
            : throw ComposeFault.Invalid(position, where, $"{ComposeFault.Show(text)} is not an octal mode such as 0755.");

    /// <summary>A list of texts; a single text counts as a list of one where <paramref name="orText"/>.</summary>
    public static IReadOnlyList<string> Texts(YamlNode node, string where, bool orText = false) =>
        orText && node is YamlScalar ? [Word(node, where)] : [.. Items(node, where).Select(i => Text(i.Node, i.Where))];

    /// <summary>The items of a list with their paths.</summary>
    public static IEnumerable<(YamlNode Node, string Where)> Items(YamlNode node, string where) => node is YamlList list
        ? list.Items.Select((item, i) => (item, $"{where}[{i}]"))
        : throw ComposeFault.Invalid(node.Position, where, $"is {KindOf(node)}; a list is expected.");

    public static string KindOf(YamlNode node) => node switch
    {
        YamlMap => "a map",
        YamlList => "a list",
        YamlScalar { IsNull: true } => "empty",
        _ => "a single value",
    };

    private static string Raw(YamlNode node, string where) => node is YamlScalar { IsNull: false } scalar
        ? scalar.Value
        : throw ComposeFault.Invalid(node.Position, where, $"is {KindOf(node)}; a single value is expected.");

    [GeneratedRegex("""
        ^([-+]?(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+)
        |[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?
        |[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)
        |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt\ ].*)?
        |True|TRUE|False|FALSE)\z
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Ambiguous();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,17})\z|^-?(0|[1-9][0-9]{0,5})\.[0-9]{0,8}[1-9]\z")]
    private static partial Regex CanonicalNumber();

    [GeneratedRegex(@"^[0-9]{1,9}(\.[0-9]{1,9})?\z")]
    private static partial Regex DecimalNumber();

    [GeneratedRegex(@"^0o?(?<digits>[0-7]{1,5})\z")]
    private static partial Regex OctalMode();
}
