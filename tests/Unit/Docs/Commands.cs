using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using Mem0Observability.Commands;

namespace Mem0Observability.Tests.Unit.Docs;

/// <summary>The commands as the code and the manifest have them.</summary>
internal static class Commands
{
    public static IReadOnlyDictionary<string, Type> InCode { get; } = typeof(Mem0Command).Assembly.GetTypes()
        .Select(t => (Type: t, Cmdlet: t.GetCustomAttribute<CmdletAttribute>()))
        .Where(c => c.Cmdlet is not null)
        .ToDictionary(c => $"{c.Cmdlet!.VerbName}-{c.Cmdlet.NounName}", c => c.Type, StringComparer.Ordinal);

    public static Hashtable Manifest { get; } = ReadManifest();

    /// <summary>Its own and its bases' parameters; not those that PowerShell adds.</summary>
    public static IReadOnlyList<PropertyInfo> Parameters(string command) =>
        [.. InCode[command].GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute)))];

    private static Hashtable ReadManifest()
    {
        Ast manifest = Parser.ParseInput(Checkout.Read("module/Mem0Observability/Mem0Observability.psd1"), out _, out _);
        return (Hashtable)manifest.Find(a => a is HashtableAst, searchNestedScriptBlocks: false).SafeGetValue();
    }
}
