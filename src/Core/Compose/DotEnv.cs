using System.Text;
using Mem0Observability.Model;

namespace Mem0Observability.Compose;

/// <summary>
/// Reads an env file as compose does: comments, <c>export</c>, single quotes (literal), double quotes (escapes and variables), several
/// lines within quotes, <c>NAME</c> alone (taken from the environment).
/// </summary>
internal sealed class DotEnv
{
    private const string Escapes = "a\ab\bf\fn\nr\rt\tv\v\\\\\"\"";

    private readonly string _text;
    private readonly string _path;
    private readonly Dictionary<string, string> _values;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly Interpolation _interpolation;
    private int _at;
    private int _counted;
    private int _line = 1;
    private int _lineStart;

    private DotEnv(string text, string path, Dictionary<string, string> values, IReadOnlyDictionary<string, string> environment)
    {
        // Line ends of Windows are not content, not even within quotes.
        _text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        _path = path;
        _values = values;
        _environment = environment;
        _interpolation = new Interpolation(n => environment.GetValueOrDefault(n) ?? values.GetValueOrDefault(n), "EnvFileSyntax");
    }

    /// <summary>Adds a file's variables to <paramref name="values"/>, which its own values may refer to; the environment wins over both.</summary>
    public static void Load(string path, Dictionary<string, string> values, IReadOnlyDictionary<string, string> environment) =>
        Parse(SourceText.Read(path, "EnvFileNotFound", "EnvFileSyntax"), path, values, environment);

    public static void Parse(string text, string path, Dictionary<string, string> values, IReadOnlyDictionary<string, string> environment)
    {
        var file = new DotEnv(text, path, values, environment);
        while (file.SkipToStatement())
            file.ReadStatement();
    }

    private bool SkipToStatement()
    {
        while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || _text[_at] == '#'))
            _at = _text[_at] == '#' ? LineEnd(_at) : _at + 1;

        return _at < _text.Length;
    }

    private void ReadStatement()
    {
        SourcePosition position = PositionAt(_at);
        int lineEnd = LineEnd(_at);
        ReadOnlySpan<char> line = _text.AsSpan(_at, lineEnd - _at);
        int separator = line.IndexOfAny('=', ':');
        string key = KeyOf(separator < 0 ? line : line[..separator], position);
        if (separator < 0)
        {
            if ((_environment.GetValueOrDefault(key) ?? _values.GetValueOrDefault(key)) is { } inherited)
                _values[key] = inherited;

            _at = lineEnd;
            return;
        }

        _at += separator + 1;
        while (_at < lineEnd && char.IsWhiteSpace(_text[_at]))
            _at++;

        char first = _at < lineEnd ? _text[_at] : '\0';
        _values[key] = first is '"' or '\'' ? ReadQuoted(first, position) : ReadPlain(lineEnd, position);
    }

    private static string KeyOf(ReadOnlySpan<char> text, SourcePosition position)
    {
        text = text.Trim();
        if (text.StartsWith("export") && text.Length > 6 && char.IsWhiteSpace(text[6]))
            text = text[6..].TrimStart();

        foreach (char c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '.' or '-' or '[' or ']'))
                throw Syntax(position, $"'{c}' cannot stand in a variable name. Write NAME=value.");
        }

        return text.Length > 0 ? text.ToString() : throw Syntax(position, "a variable name is missing before the separator. Write NAME=value.");
    }

    private string ReadPlain(int lineEnd, SourcePosition position)
    {
        ReadOnlySpan<char> value = _text.AsSpan(_at, lineEnd - _at);
        int comment = value.IndexOf(" #");
        _at = lineEnd;
        return _interpolation.Expand((comment < 0 ? value : value[..comment]).TrimEnd().ToString(), position);
    }

    private string ReadQuoted(char quote, SourcePosition position)
    {
        var value = new StringBuilder();
        for (int i = _at + 1; i < _text.Length; i++)
        {
            if (_text[i] == quote)
            {
                _at = i + 1;
                RequireLineEnd();
                return quote == '"' ? _interpolation.Expand(value.ToString(), position) : value.ToString();
            }

            if (_text[i] == '\\' && i + 1 < _text.Length)
                AppendEscape(value, quote, _text[++i], position);
            else
                value.Append(_text[i]);
        }

        throw Syntax(position, $"the value's {quote} is never closed. Add it at the value's end.");
    }

    private static void AppendEscape(StringBuilder value, char quote, char escaped, SourcePosition position)
    {
        if (escaped == quote)
        {
            value.Append(quote);
            return;
        }

        int known = quote == '"' ? Escapes.IndexOf(escaped, StringComparison.Ordinal) : -1;
        if (quote == '"' && escaped == '0')
            throw Syntax(position, "octal escapes are not supported. Write the character itself.");

        // "\$" becomes "$$", which interpolation turns into one dollar; an escape that nobody knows stays as written.
        if (known >= 0 && known % 2 == 0)
            value.Append(Escapes[known + 1]);
        else if (quote == '"' && escaped == '$')
            value.Append("$$");
        else
            value.Append('\\').Append(escaped);
    }

    private void RequireLineEnd()
    {
        ReadOnlySpan<char> rest = _text.AsSpan(_at, LineEnd(_at) - _at).TrimStart();
        if (rest.Length > 0 && rest[0] != '#')
            throw Syntax(PositionAt(_at), "text after the closing quote. Put it into the quotes or remove it.");
    }

    private int LineEnd(int from)
    {
        int end = _text.IndexOf('\n', from);
        return end < 0 ? _text.Length : end;
    }

    // Only ever asked for growing indexes, so each character is counted once.
    private SourcePosition PositionAt(int index)
    {
        ReadOnlySpan<char> passed = _text.AsSpan(_counted, index - _counted);
        _line += passed.Count('\n');
        if (passed.LastIndexOf('\n') is var last and >= 0)
            _lineStart = _counted + last + 1;

        _counted = index;
        return new SourcePosition(_path, _line, index - _lineStart + 1);
    }

    private static StackException Syntax(SourcePosition position, string message) => ComposeFault.At("EnvFileSyntax", position, message);
}
