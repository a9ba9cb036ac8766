using System.Globalization;
using System.Management.Automation;
using Mem0Observability.Compose;

namespace Mem0Observability.Commands;

/// <summary>Takes durations with a unit (<c>500ms</c>, <c>1m30s</c>) beside PowerShell's own, and no bare number: PowerShell would read 500 as 50 microseconds.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        // To PowerShell 2s is a number, a short one; wrapped, it still knows how it was written.
        ComposeDuration.TryParse($"{inputData}") is { } duration ? duration
            : double.TryParse($"{inputData}", CultureInfo.InvariantCulture, out _) ? throw NoUnit(inputData)
            : inputData;

    private static ArgumentTransformationMetadataException NoUnit(object value) => new($"{value} has no unit. Write for example 500ms, 2s or 00:00:02.");
}
