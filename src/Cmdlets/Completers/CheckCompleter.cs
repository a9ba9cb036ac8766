using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Mem0Observability.Checks;

namespace Mem0Observability.Completers;

/// <summary>The names of the checks.</summary>
internal sealed class CheckCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CheckCatalog.Names.Where(n => n.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Select(n => new CompletionResult(n));
}
