using System.Text;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Logs;

/// <summary>
/// Reads the log query language: terms, <c>"phrases"</c>, <c>key:value</c>, <c>AND</c> (which may be left out), <c>OR</c>, <c>NOT</c> or <c>-</c>,
/// parentheses. NOT binds before AND, AND before OR.
/// </summary>
internal ref struct LogQueryParser
{
    /// <summary>Characters; three screens of a terminal, and in an address still below what servers take.</summary>
    public const int MaxLength = 2000;

    /// <summary>Every term is a lookup of its own in every partition of the store.</summary>
    public const int MaxTerms = 64;

    /// <summary>Parentheses and NOTs within each other.</summary>
    public const int MaxDepth = 32;

    private readonly string _text;
    private int _position;
    private int _depth;
    private int _terms;

    private LogQueryParser(string text) => _text = text;

    /// <exception cref="StackException"><c>LogQueryInvalid</c></exception>
    public static LogQuery Parse(string text)
    {
        try
        {
            return Read(text);
        }
        catch (LogQueryFault e)
        {
            throw new StackException(
                "LogQueryInvalid",
                StackErrorCategory.InvalidArgument,
                $"The log query is not valid at character {e.Position}: {e.Message} The query: {Excerpt(text)}",
                text,
                e);
        }
    }

    /// <exception cref="LogQueryFault">The same as <see cref="Parse"/>, for callers with an answer of their own.</exception>
    public static LogQuery Read(string text)
    {
        if (text.Length > MaxLength)
            throw new LogQueryFault(MaxLength + 1, $"It is longer than {MaxLength} characters.");

        var parser = new LogQueryParser(text);
        LogQuery query = parser.Any();
        if (parser._position < text.Length)
            throw new LogQueryFault(parser._position + 1, "This ) closes nothing.");
        // Written out, it is sent on to the observer, which has the same limit.
        if (query.ToString().Length > MaxLength)
            throw new LogQueryFault(MaxLength, $"Written out it is longer than {MaxLength} characters.");
        return query;
    }

    private LogQuery Any()
    {
        LogQuery left = All();
        while (Takes("OR"))
            left = new LogQuery.Or(left, All());
        return left;
    }

    private LogQuery All()
    {
        LogQuery left = One();
        while (!AtEndOfGroup() && !Sees("OR"))
        {
            Takes("AND");
            left = new LogQuery.And(left, One());
        }

        return left;
    }

    private LogQuery One()
    {
        if (AtEndOfGroup())
            throw Fault("A term is missing.");
        if (Takes("NOT"))
            return new LogQuery.Not(Deeper(_position));
        if (_text[_position] == '-' && _position + 1 < _text.Length && !char.IsWhiteSpace(_text[_position + 1]))
            return new LogQuery.Not(Deeper(++_position));
        if (_text[_position] == '(')
            return Group();
        if (Sees("AND") || Sees("OR"))
            throw Fault("A term is missing before this; to look for the word itself, put it in quotes.");
        return Term();
    }

    /// <param name="start">Where the operand begins.</param>
    private LogQuery Deeper(int start)
    {
        if (++_depth > MaxDepth)
            throw new LogQueryFault(start, $"It is nested more than {MaxDepth} deep.");
        LogQuery operand = One();
        _depth--;
        return operand;
    }

    private LogQuery Group()
    {
        int start = _position++;
        if (++_depth > MaxDepth)
            throw new LogQueryFault(start + 1, $"It is nested more than {MaxDepth} deep.");
        LogQuery inner = Any();
        if (_position == _text.Length)
            throw new LogQueryFault(start + 1, "This ( is not closed.");
        _position++;
        _depth--;
        return inner;
    }

    private LogQuery Term()
    {
        int start = _position;
        if (++_terms > MaxTerms)
            throw Fault($"There are more than {MaxTerms} terms.");
        if (_text[_position] == '"')
        {
            string quoted = Quoted();
            return Accepts(':') ? new LogQuery.Attribute(quoted, Value()) : Text(quoted, start);
        }

        string word = Word();
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !LogQueryText.IsKey(word.AsSpan(0, colon)))
            return Text(word, start);

        _position = start + colon + 1;
        return new LogQuery.Attribute(word[..colon], Value());
    }

    private string Value()
    {
        if (_position == _text.Length || char.IsWhiteSpace(_text[_position]) || _text[_position] is '(' or ')')
            throw Fault("The value is missing after the colon; to look for the text itself, put it in quotes.");
        return _text[_position] == '"' ? Quoted() : Word();
    }

    private static LogQuery.Text Text(string value, int start) =>
        value.EnumerateRunes().Any(r => Rune.IsLetterOrDigit(r) || Rune.IsNumber(r))
            ? new LogQuery.Text(value)
            : throw new LogQueryFault(start + 1, "There is no word in this to look for; marks are not indexed.");

    private string Word()
    {
        int start = _position;
        while (_position < _text.Length && !char.IsWhiteSpace(_text[_position]) && !LogQueryText.Special.Contains(_text[_position], StringComparison.Ordinal))
            _position++;
        return _text[start.._position];
    }

    private string Quoted()
    {
        int start = _position++;
        var value = new StringBuilder();
        while (_position < _text.Length)
        {
            char c = _text[_position++];
            if (c == '"')
                return value.ToString();
            // Any other backslash stands for itself: paths need no doubling.
            if (c == '\\' && _position < _text.Length && _text[_position] is '"' or '\\')
                c = _text[_position++];
            value.Append(c);
        }

        throw new LogQueryFault(start + 1, "This quote is not closed.");
    }

    private bool AtEndOfGroup()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
            _position++;
        return _position == _text.Length || _text[_position] == ')';
    }

    private readonly bool Sees(string word)
    {
        int end = _position + word.Length;
        return string.CompareOrdinal(_text, _position, word, 0, word.Length) == 0
            && (end == _text.Length || char.IsWhiteSpace(_text[end]) || LogQueryText.Special.Contains(_text[end], StringComparison.Ordinal));
    }

    private bool Takes(string word)
    {
        AtEndOfGroup();
        if (!Sees(word))
            return false;
        _position += word.Length;
        return true;
    }

    private bool Accepts(char c)
    {
        if (_position == _text.Length || _text[_position] != c)
            return false;
        _position++;
        return true;
    }

    private readonly LogQueryFault Fault(string message) => new(_position + 1, message);

    private static string Excerpt(string text) => text.Length > 200 ? text[..200] + "…" : text;
}
