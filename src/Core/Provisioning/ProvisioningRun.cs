using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Provisioning;

/// <summary>Runs steps in their order, and ends at the first that fails: the later ones build on it. The next run finds what this one did.</summary>
internal static class ProvisioningRun
{
    public static async IAsyncEnumerable<StackItem> RunAsync(
        IReadOnlyList<ProvisioningStep> steps, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            ProvisioningStep step = steps[i];
            yield return new ProgressItem("Provisioning", $"{step.Name}: {step.Description}", 100 * i / steps.Count);
            (ProvisioningResult result, StackException? error) = await RunAsync(step, time, cancellationToken);
            yield return new OutputItem(result);
            if (error is null)
                continue;

            yield return new ErrorItem(error);
            yield break;
        }
    }

    private static async Task<(ProvisioningResult Result, StackException? Error)> RunAsync(ProvisioningStep step, TimeProvider time, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        try
        {
            StepOutcome outcome = await step.RunAsync(cancellationToken);
            return (new ProvisioningResult(step.Name, step.Description, outcome, time.GetElapsedTime(start)), null);
        }
        catch (StackException e)
        {
            return (new ProvisioningResult(step.Name, step.Description, StepOutcome.Failed, time.GetElapsedTime(start), e.Message), e);
        }
    }
}
