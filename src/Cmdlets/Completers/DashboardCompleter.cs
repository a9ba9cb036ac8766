using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Mem0Observability.Commands;
using Mem0Observability.Dashboards;

namespace Mem0Observability.Completers;

/// <summary>The names of the dashboards that came with the module.</summary>
internal sealed class DashboardCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        DashboardFolder.Names(ShowMem0DashboardCommand.DefaultFolder)
            .Where(n => n.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Select(n => new CompletionResult(n));
}
