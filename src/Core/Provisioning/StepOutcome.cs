namespace Mem0Observability.Provisioning;

/// <summary>What a step found or did.</summary>
internal enum StepOutcome
{
    Created,
    Updated,

    /// <summary>It was as it should be; nothing was sent that changes anything.</summary>
    Unchanged,

    Failed,
}
