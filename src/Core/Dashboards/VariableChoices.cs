namespace Mem0Observability.Dashboards;

/// <param name="Values">By name, Grafana's own included, for the whole of a dashboard.</param>
internal sealed record VariableChoices(IReadOnlyDictionary<string, VariableValue> Values, IReadOnlyList<VariableChoice> Choices);
