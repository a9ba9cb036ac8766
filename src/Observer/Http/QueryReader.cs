using System.Globalization;

namespace Mem0Observability.Observer.Http;

/// <summary>Reads query parameters strictly: a misspelt filter must not quietly give the unfiltered list.</summary>
internal sealed class QueryReader
{
    private readonly IQueryCollection _query;

    public QueryReader(IQueryCollection query, params ReadOnlySpan<string> known)
    {
        _query = query;
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name))
                throw Invalid($"There is no parameter '{name}' here; known are {string.Join(", ", known.ToArray())}.");
            if (values.Count > 1)
                throw Invalid($"The parameter '{name}' was given more than once.");
        }
    }

    /// <summary>The value, or null where the parameter is absent or empty.</summary>
    public string? Text(string name) => _query[name].ToString() is { Length: > 0 } value ? value : null;

    public string? OneOf(string name, params ReadOnlySpan<string> allowed)
    {
        var value = Text(name);
        return value is null || allowed.Contains(value)
            ? value
            : throw Invalid($"The parameter '{name}' must be one of {string.Join(", ", allowed.ToArray())}.");
    }

    public long? Number(string name, long least, long most)
    {
        if (Text(name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Invalid($"The parameter '{name}' must be a whole number from {least} to {most}.");
    }

    private static ProblemException Invalid(string detail) => new(400, "invalid_parameter", detail);
}
