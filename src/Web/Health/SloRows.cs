using Mem0Observability.Model;

namespace Mem0Observability.Web.Health;

/// <summary>What became of each objective.</summary>
/// <param name="Problems">What could not be measured, and why.</param>
public sealed record SloRows(IReadOnlyList<ServiceLevel> Levels, IReadOnlyList<string> Problems);
