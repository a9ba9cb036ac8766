using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Mem0Observability.Commands;
using Mem0Observability.Model;

namespace Mem0Observability.Completers;

/// <summary>Alerts that have a drill in <c>monitoring/drills.yml</c>, read from the file; nothing when it cannot be read.</summary>
internal sealed class DrillCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Names().Where(n => n.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Select(n => new CompletionResult(n));

    private static IEnumerable<string> Names()
    {
        try
        {
            return Signals.Drills.DrillCatalog.Load(InvokeMem0AlertDrillCommand.DefaultPath).Drills.Select(d => d.Alert);
        }
        catch (StackException)
        {
            return [];
        }
    }
}
