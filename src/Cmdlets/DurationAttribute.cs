using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using Mem0Observability.Compose;

namespace Mem0Observability.Commands;

/// <summary>Takes durations with a unit (<c>500ms</c>, <c>1m30s</c>, <c>14d</c>) beside PowerShell's own, and no bare number: PowerShell would read 500 as 50 microseconds.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed partial class DurationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        // To PowerShell 2s is a number, a short one; wrapped, it still knows how it was written.
        ComposeDuration.TryParse(WithoutDays($"{inputData}")) is { } duration ? duration
            : double.TryParse($"{inputData}", CultureInfo.InvariantCulture, out _) ? throw NoUnit(inputData)
            : inputData;

    /// <summary>Compose knows no days.</summary>
    private static string WithoutDays(string text) => Days().Match(text) is { Success: true } days
        ? $"{(decimal.Parse(days.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * 24).ToString(CultureInfo.InvariantCulture)}h{text[days.Length..]}"
        : text;

    [GeneratedRegex(@"^([0-9]{1,6}(?:\.[0-9]{1,4})?)d", RegexOptions.CultureInvariant)]
    private static partial Regex Days();

    private static ArgumentTransformationMetadataException NoUnit(object value) => new($"{value} has no unit. Write for example 500ms, 2s or 00:00:02.");
}
