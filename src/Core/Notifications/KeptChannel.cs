namespace Mem0Observability.Notifications;

/// <summary>A channel of the deployed stack.</summary>
/// <param name="MissingSecret">The file that should hold its secret and is not there or empty; null where all is well.</param>
internal sealed record KeptChannel(Channel Channel, string? MissingSecret);
