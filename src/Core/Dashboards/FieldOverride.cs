using System.Text.Json;

namespace Mem0Observability.Dashboards;

/// <summary>Settings for some of a panel's fields.</summary>
/// <param name="Matcher">How they are found: <c>byName</c>, <c>byRegexp</c>, <c>byFrameRefID</c>.</param>
/// <param name="Subject">What the matcher looks for.</param>
internal sealed record FieldOverride(string Matcher, string Subject, IReadOnlyDictionary<string, JsonElement> Properties);
