using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Mem0Observability.Commands;

namespace Mem0Observability.Completers;

/// <summary>The mem0 networks that this module knows by name; asking the engine would make the tab key slow.</summary>
internal sealed class NetworkCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        DeployCommand.KnownNetworks.Where(n => n.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Select(n => new CompletionResult(n));
}
