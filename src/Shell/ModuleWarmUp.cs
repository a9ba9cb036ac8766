using System.Reflection;

namespace Mem0Observability.Shell;

/// <summary>Does on another core, while the runspace opens, what the import and a first command need: assemblies, the cmdlets' attributes,
/// compiled code that talks to the engine.</summary>
internal static class ModuleWarmUp
{
    /// <summary>Nothing waits for it, and what fails here fails again, with its message, in the import.</summary>
    public static void Begin(string module) => _ = Task.Run(() =>
    {
        var loader = Assembly.LoadFrom(Path.Combine(module, "bin", "Mem0Observability.Loader.dll")).GetType("Mem0Observability.Loader.ModuleLoadContext", throwOnError: true)!;
        var cmdlets = (Assembly)loader.GetMethod("LoadCmdlets")!.Invoke(null, null)!;
        _ = cmdlets.GetType("Mem0Observability.Commands.EngineWarmUp", throwOnError: true)!.GetMethod("RunAsync")!.Invoke(null, null);
        foreach (var type in cmdlets.GetExportedTypes())
        {
            _ = type.GetCustomAttributes(inherit: true);
            foreach (var property in type.GetProperties()) _ = property.GetCustomAttributes(inherit: true);
        }
    });
}
