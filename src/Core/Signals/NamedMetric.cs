using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>A question about the stack by a friendly name.</summary>
/// <param name="Unit">Of the value: <c>ratio</c> (0 to 1), <c>1/s</c>, <c>s</c>, <c>bytes</c> or <c>count</c>.</param>
/// <param name="Template">PromQL in which <c>$</c> stands for the matcher of the service.</param>
internal sealed record NamedMetric(string Name, string Unit, string Description, string Template)
{
    public bool TakesService => Template.Contains('$', StringComparison.Ordinal);

    public string ToPromQL(string? service)
    {
        if (service is not null && !TakesService)
        {
            throw new StackException(
                "MetricServiceUnsupported",
                StackErrorCategory.InvalidArgument,
                $"'{Name}' is about the whole stack and cannot be asked for one service. Leave the service out.",
                Name);
        }

        return Template.Replace("$", service is null ? "" : PromQL.Matcher("service", service), StringComparison.Ordinal);
    }
}
