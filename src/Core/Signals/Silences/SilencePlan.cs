namespace Mem0Observability.Signals.Silences;

/// <summary>A silence that may be created, and how many alerts it would mute now.</summary>
internal sealed record SilencePlan(PostedSilence Silence, string Matchers, int MutedAlerts);
