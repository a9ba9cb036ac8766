namespace Mem0Observability.Web.Charts;

/// <summary>Something that happened, at a moment or for a while.</summary>
/// <param name="End">Null for a moment.</param>
/// <param name="Kind"><c>deploy</c>, <c>silence</c> or <c>alert</c>.</param>
public sealed record ChartMark(DateTimeOffset Start, DateTimeOffset? End, string Text, string Kind);
