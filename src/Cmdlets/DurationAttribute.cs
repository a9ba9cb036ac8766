using System.Management.Automation;
using Mem0Observability.Compose;

namespace Mem0Observability.Commands;

/// <summary>Takes durations with a unit (<c>500ms</c>, <c>1m30s</c>) beside PowerShell's own, and no bare number: PowerShell would read 500 as 50 microseconds.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            string text when ComposeDuration.TryParse(text) is { } duration => duration,
            string text when long.TryParse(text, out _) => throw NoUnit(text),
            sbyte or byte or short or ushort or int or uint or long or ulong or double or float or decimal => throw NoUnit(inputData),
            _ => inputData,
        };

    private static ArgumentTransformationMetadataException NoUnit(object value) => new($"{value} has no unit. Write for example 500ms, 2s or 00:00:02.");
}
