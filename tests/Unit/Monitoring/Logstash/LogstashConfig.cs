namespace Mem0Observability.Tests.Unit.Monitoring.Logstash;

/// <summary>Reads a pipeline's file: as much of the language as the shipped ones use, and nothing else.</summary>
internal sealed class LogstashConfig
{
    private readonly string _text;
    private int _at;

    private LogstashConfig(string text) => _text = text;

    public Dictionary<string, IReadOnlyList<LogstashStep>> Sections { get; } = [];

    public static LogstashConfig Parse(string text)
    {
        var config = new LogstashConfig(text);
        while (config.Peek() != '\0')
        {
            string section = config.Word();
            config.Take('{');
            config.Sections[section] = config.Steps();
        }

        return config;
    }

    /// <summary>Every plugin of a section, whatever its conditions.</summary>
    public IEnumerable<LogstashPlugin> Plugins(string section) => Flat(Sections[section]);

    private static IEnumerable<LogstashPlugin> Flat(IEnumerable<LogstashStep> steps) => steps.SelectMany(s => s switch
    {
        LogstashChoice choice => choice.Branches.SelectMany(b => Flat(b.Steps)),
        LogstashPlugin plugin => [plugin],
        _ => [],
    });

    private List<LogstashStep> Steps()
    {
        List<LogstashStep> steps = [];
        while (Peek() != '}')
        {
            string word = Word();
            steps.Add(word == "if" ? Choice() : Plugin(word));
        }

        Take('}');
        return steps;
    }

    private LogstashChoice Choice()
    {
        List<(string?, IReadOnlyList<LogstashStep>)> branches = [(Condition(), Steps())];
        while (Ahead("else"))
        {
            string? condition = Ahead("if") ? Condition() : null;
            if (condition is null)
                Take('{');
            branches.Add((condition, Steps()));
        }

        return new LogstashChoice(branches);
    }

    /// <summary>Up to the brace, which is read too; braces inside of expressions and texts do not count.</summary>
    private string Condition()
    {
        int start = _at;
        while (_text[_at] != '{')
        {
            char c = _text[_at++];
            if (c is not ('"' or '/'))
                continue;
            while (_text[_at] != c)
                _at += _text[_at] == '\\' ? 2 : 1;
            _at++;
        }

        return _text[start.._at++].Trim();
    }

    private LogstashPlugin Plugin(string name)
    {
        Take('{');
        List<KeyValuePair<string, object>> settings = [];
        while (Peek() != '}')
            settings.Add(Pair());
        Take('}');
        return new LogstashPlugin(name, settings);
    }

    private KeyValuePair<string, object> Pair()
    {
        string key = Peek() == '"' ? Quoted() : Word();
        Take('=');
        Take('>');
        return new(key, Value());
    }

    private object Value()
    {
        switch (Peek())
        {
            case '"':
                return Quoted();
            case '[':
                Take('[');
                List<string> list = [];
                while (Peek() != ']')
                {
                    list.Add(Quoted());
                    if (Peek() == ',')
                        Take(',');
                }

                Take(']');
                return list;
            case '{':
                return Plugin("").Settings;
            default:
                return Word();
        }
    }

    /// <summary>Without escapes, as Logstash reads it: a backslash belongs to the expression that it stands in.</summary>
    private string Quoted()
    {
        Take('"');
        int end = _text.IndexOf('"', _at);
        string value = _text[_at..end];
        _at = end + 1;
        return value;
    }

    private string Word()
    {
        Peek();
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-'))
            _at++;
        return _at > start ? _text[start.._at] : throw new FormatException($"'{_text[start]}' at {Line()} is not expected.");
    }

    private bool Ahead(string word)
    {
        Peek();
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
            return false;
        _at += word.Length;
        return true;
    }

    private void Take(char c)
    {
        if (Peek() != c)
            throw new FormatException($"'{c}' is missing at {Line()}.");
        _at++;
    }

    /// <summary>The next character that is neither space nor comment.</summary>
    private char Peek()
    {
        while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || _text[_at] == '#'))
            _at = _text[_at] == '#' ? _text.IndexOf('\n', _at) : _at + 1;
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private string Line() => $"line {_text.AsSpan(0, _at).Count('\n') + 1}";
}
