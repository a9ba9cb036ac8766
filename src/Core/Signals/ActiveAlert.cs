namespace Mem0Observability.Signals;

/// <summary>An alert as the metric store evaluates it now: <see cref="State"/> is <c>pending</c> or <c>firing</c>.</summary>
/// <param name="ActiveAt">When the rule's condition became true.</param>
internal sealed record ActiveAlert(
    string State,
    DateTimeOffset? ActiveAt,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations)
{
    public string Name => Labels.GetValueOrDefault("alertname", "");
}
