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

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return Rfc3339.TryParse(text, out DateTimeOffset time)
            ? time
            : throw Invalid($"The parameter '{name}' must be a time like 2026-01-02T03:04:05.678Z; a plus sign is written %2B.");
    }

    /// <summary>Values with commas between them; empty where the parameter is absent.</summary>
    public IReadOnlyList<string> List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>From start to end; the last hour where they are absent.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) Range(DateTimeOffset now)
    {
        DateTimeOffset end = Time("end") ?? now;
        DateTimeOffset start = Time("start") ?? end.AddHours(-1);
        return start < end ? (start, end) : throw Invalid("The parameter 'start' must be before 'end'.");
    }

    public static ProblemException Invalid(string detail) => new(400, "invalid_parameter", detail);
}
