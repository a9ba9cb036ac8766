namespace Mem0Observability.Model;

/// <summary>Whether the alerting as a whole keeps one of its objectives.</summary>
/// <param name="Name"><c>pages in time</c>, <c>false positives</c> or <c>coverage</c>.</param>
/// <param name="State"><c>met</c>, <c>missed</c>, or <c>no data</c>.</param>
/// <param name="Objective">The share that must be reached, or for false positives must not be.</param>
/// <param name="Actual">0 to 1; null where there is no data.</param>
/// <param name="Numerator">Of these, …</param>
/// <param name="Denominator">… out of these.</param>
/// <param name="Explanation">The same in a sentence, with what is missing by name.</param>
public sealed record AlertObjective(string Name, string State, double Objective, double? Actual, int Numerator, int Denominator, string Explanation);
