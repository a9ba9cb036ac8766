namespace Mem0Observability.Provisioning;

/// <summary>One step that has ended.</summary>
/// <param name="Reason">Why it failed; empty for the others.</param>
internal sealed record ProvisioningResult(string Name, string Description, StepOutcome Outcome, TimeSpan Duration, string Reason = "");
