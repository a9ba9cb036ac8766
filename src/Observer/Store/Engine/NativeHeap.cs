using System.Runtime.InteropServices;

namespace Mem0Observability.Observer.Store.Engine;

/// <summary>SQLite's memory, which comes from the C library.</summary>
internal static class NativeHeap
{
    /// <summary>Returns to the system what was freed; by itself the library does so only at the end of its heap.</summary>
    public static void Trim()
    {
        // The image is Debian's; other C libraries have no such call, and other systems another name for this one.
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out nint library))
        {
            if (NativeLibrary.TryGetExport(library, "malloc_trim", out _))
                _ = MallocTrim(0);
            NativeLibrary.Free(library);
        }
    }

    // Not source-generated: that needs unsafe code, and nothing here needs marshalling.
#pragma warning disable SYSLIB1054
    [DllImport("libc.so.6", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MallocTrim(nuint pad);
#pragma warning restore SYSLIB1054
}
