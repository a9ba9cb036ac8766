namespace Mem0Observability.Tests.Benchmarks;

/// <summary>What <c>./build.sh build</c> has made.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string Module => Path.Combine(Root, "output", "Mem0Observability");

    public static string Stack => Path.Combine(Module, "stack");

    public static string Shell => Path.Combine(Root, "output", "shell", "Mem0Observability.Shell.dll");

    public static string Tools => Path.Combine(Root, "output", "tools");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Mem0Observability.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benchmarks run inside the checkout.");
        return folder;
    }
}
