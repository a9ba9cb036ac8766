namespace Mem0Observability.Provisioning;

/// <summary>Something that shall be so. It looks first, and changes only what is different: running it again is harmless.</summary>
/// <param name="Name">Stable, for example <c>role mem0_reader</c>.</param>
/// <param name="Description">What it does, in one line.</param>
internal sealed record ProvisioningStep(string Name, string Description, Func<CancellationToken, Task<StepOutcome>> RunAsync);
