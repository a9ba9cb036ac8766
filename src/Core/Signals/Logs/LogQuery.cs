namespace Mem0Observability.Signals.Logs;

/// <summary>What a log record's text and attributes must satisfy.</summary>
/// <remarks>As text it is the query language again: <see cref="LogQueryParser"/> reads back what <see cref="ToString"/> gives.</remarks>
internal abstract record LogQuery
{
    /// <summary>All words of the text, next to each other and in this order, in any case. One word is the usual case.</summary>
    internal sealed record Text(string Value) : LogQuery;

    /// <summary>An attribute has this value, in any case; the value is compared as text.</summary>
    internal sealed record Attribute(string Key, string Value) : LogQuery;

    internal sealed record And(LogQuery Left, LogQuery Right) : LogQuery;

    internal sealed record Or(LogQuery Left, LogQuery Right) : LogQuery;

    internal sealed record Not(LogQuery Operand) : LogQuery;

    public sealed override string ToString() => LogQueryText.Of(this);
}
