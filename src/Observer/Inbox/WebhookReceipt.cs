namespace Mem0Observability.Observer.Inbox;

/// <summary>The answer to a webhook: how many notifications were stored, and whether it was a delivery that came again.</summary>
internal sealed record WebhookReceipt(int Stored, bool Duplicate);
