using Mem0Observability.Model;

namespace Mem0Observability.Compose;

/// <summary>
/// Replaces <c>$NAME</c>, <c>${NAME}</c> and <c>${NAME…}</c> with <c>:-</c> <c>-</c> <c>:?</c> <c>?</c> <c>:+</c> <c>+</c>, as compose
/// does, and <c>$$</c> by a dollar. One difference: a variable that is not set and has no default is an error, not an empty text.
/// </summary>
internal sealed class Interpolation(Func<string, string?> lookup, string syntaxErrorId = "ComposeSyntax")
{
    private const int MaxDepth = 32;

    /// <summary>Variables made of variables grow exponentially; no real file gets near this.</summary>
    private const int MaxInserted = 8 * 1024 * 1024;

    private int _inserted;

    public string Expand(string template, SourcePosition position) => Expand(template, position, 0);

    private string Expand(string template, SourcePosition position, int depth)
    {
        if (!template.Contains('$', StringComparison.Ordinal))
            return template;

        if (depth > MaxDepth)
            throw Syntax(position, $"variables are nested deeper than {MaxDepth} levels. Use fewer.");

        var result = new System.Text.StringBuilder();
        int at = 0;
        for (int dollar; (dollar = template.IndexOf('$', at)) >= 0;)
        {
            result.Append(template, at, dollar - at);
            at = Insert(dollar + 1);
        }

        return result.Append(template, at, template.Length - at).ToString();

        // Appends what stands after the dollar at next - 1 and returns where to go on.
        int Insert(int next)
        {
            char first = next < template.Length ? template[next] : '\0';
            if (first == '{')
            {
                int close = ClosingBrace(template, next);
                if (close < 0)
                    throw Syntax(position, $"'${{' without '}}' in {ComposeFault.Show(template)}. Close it, or write '$$' for a dollar.");

                result.Append(Braced(template[(next + 1)..close], position, depth));
                return close + 1;
            }

            int end = next + NameLength(template.AsSpan(next));
            if (end > next)
            {
                result.Append(Required(template[next..end], position));
                return end;
            }

            // "$$" is an escaped dollar; a dollar before anything else ("$5") is just a dollar.
            result.Append('$');
            return first == '$' ? next + 1 : next;
        }
    }

    private string Braced(string inner, SourcePosition position, int depth)
    {
        int nameLength = NameLength(inner);
        (string name, string rest) = (inner[..nameLength], inner[nameLength..]);
        bool emptyCounts = rest.StartsWith(':');
        string operation = emptyCounts ? rest[1..] : rest;
        if (nameLength == 0 || (rest.Length > 0 && (operation.Length == 0 || operation[0] is not ('-' or '?' or '+'))))
            throw Syntax(position, $"{ComposeFault.Show($"${{{inner}}}")} is not a variable. Forms: ${{A}} ${{A:-default}} ${{A:?message}} ${{A:+other}}; '$$' is a dollar.");

        if (rest.Length == 0)
            return Required(name, position);

        string? value = lookup(name);
        bool present = emptyCounts ? !string.IsNullOrEmpty(value) : value is not null;
        string Other() => Expand(operation[1..], position, depth + 1);
        return (operation[0], present) switch
        {
            ('+', true) => Other(),
            ('+', false) => "",
            (_, true) => Inserted(value!, position),
            ('-', _) => Other(),
            _ => throw ComposeFault.At("ComposeVariableMissing", position, $"variable '{name}' is required: {Other()}"),
        };
    }

    private string Required(string name, SourcePosition position) => Inserted(
        lookup(name) ?? throw ComposeFault.At(
            "ComposeVariableMissing",
            position,
            $"variable '{name}' is not set. Set it in the environment or an env file, or give it a default: ${{{name}:-value}}."),
        position);

    private string Inserted(string value, SourcePosition position)
    {
        _inserted += value.Length;
        return _inserted <= MaxInserted ? value : throw Syntax(position, "variables grow beyond 8 Mi characters when they are expanded.");
    }

    private static int NameLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && (char.IsAsciiLetter(text[length]) || text[length] == '_' || (length > 0 && char.IsAsciiDigit(text[length]))))
            length++;

        return length;
    }

    // Counts every brace, not only those of variables, so that a default can be JSON; compose does the same.
    private static int ClosingBrace(string template, int open)
    {
        int depth = 0;
        for (int i = open; i < template.Length; i++)
        {
            if (template[i] == '{')
                depth++;
            if (template[i] == '}' && --depth == 0)
                return i;
        }

        return -1;
    }

    private StackException Syntax(SourcePosition position, string message) => ComposeFault.At(syntaxErrorId, position, message);
}
