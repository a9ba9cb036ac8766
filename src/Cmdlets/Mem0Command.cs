using System.Collections;
using System.Management.Automation;

namespace Mem0Observability.Commands;

/// <summary>Shared by the commands that are about one deployed stack.</summary>
public abstract class Mem0Command : CoreCommand
{
    [Parameter]
    [ValidatePattern("^[a-z0-9][a-z0-9_-]*$")]
    public string ProjectName { get; set; } = "mem0-monitoring";

    /// <summary>The process environment, and over it the user's <c>-Variable</c>.</summary>
    private protected static Dictionary<string, string> EnvironmentWith(IDictionary? variables)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables()) all[(string)entry.Key] = (string?)entry.Value ?? "";
        foreach (DictionaryEntry entry in variables ?? new Hashtable()) all[$"{entry.Key}"] = $"{entry.Value}";
        return all;
    }
}
