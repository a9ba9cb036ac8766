namespace Mem0Observability.Observer.Inbox;

internal sealed record AcknowledgeRequest(string? By, string? Comment);
