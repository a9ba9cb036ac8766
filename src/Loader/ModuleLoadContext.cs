using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Mem0Observability.Loader;

/// <summary>Keeps the module's libraries apart from those of other modules in the same PowerShell process.</summary>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private static readonly Lock s_once = new();
    private static ModuleLoadContext? s_instance;
    private readonly string[] _folders;

    /// <param name="folder">Has every library; below it, named after a platform, the same ones precompiled for that platform.</param>
    private ModuleLoadContext(string folder)
        : base("Mem0Observability") => _folders = [Path.Combine(folder, RuntimeInformation.RuntimeIdentifier), folder];

    /// <summary>The assembly with the cmdlets, from the loader's own folder; the same one at every call.</summary>
    public static Assembly LoadCmdlets()
    {
        lock (s_once)
        {
            s_instance ??= new(Path.GetDirectoryName(typeof(ModuleLoadContext).Assembly.Location)!);
            return s_instance.LoadFromAssemblyName(new("Mem0Observability.Cmdlets"));
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = _folders.Select(f => Path.Combine(f, assemblyName.Name + ".dll")).FirstOrDefault(File.Exists);
        return path is null ? null : LoadFromAssemblyPath(path);
    }
}
