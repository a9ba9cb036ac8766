using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Mem0Observability.Signals;

namespace Mem0Observability.Completers;

/// <summary>The named metrics, each with what it means.</summary>
internal sealed class MetricCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        NamedMetrics.All.Where(m => m.Name.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase))
            .Select(m => new CompletionResult(m.Name, m.Name, CompletionResultType.ParameterValue, $"{m.Description} ({m.Unit})"));
}
