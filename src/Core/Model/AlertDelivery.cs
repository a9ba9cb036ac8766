namespace Mem0Observability.Model;

/// <summary>One notification that the inbox received.</summary>
/// <param name="ReceivedAt">When.</param>
/// <param name="Alert">The alert's name; of an escalation <c>Mem0PageUnacknowledged</c>.</param>
/// <param name="State"><c>firing</c> or <c>resolved</c>.</param>
/// <param name="Receiver">Alertmanager's receiver that it was sent to.</param>
public sealed record AlertDelivery(DateTimeOffset ReceivedAt, string Alert, string State, string Receiver);
