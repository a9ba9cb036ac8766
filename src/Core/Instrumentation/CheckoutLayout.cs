namespace Mem0Observability.Instrumentation;

/// <summary>One of the two services that a mem0 checkout may have, and where its files go.</summary>
/// <param name="Name">As users select it.</param>
/// <param name="Folder">The folder of its compose file, below the checkout.</param>
/// <param name="Markers">The files that it is recognised by.</param>
/// <param name="Shared">Where the modules that both share go.</param>
/// <param name="Source">The folder of its own files, below the module's.</param>
/// <param name="Target">Where those go, below the checkout.</param>
internal sealed record CheckoutLayout(string Name, string Folder, IReadOnlyList<string> Markers, string ComposeFile, string Shared, string Source, string Target)
{
    /// <summary>mem0's own API server.</summary>
    public static CheckoutLayout Current { get; } = new(
        "current", "server", ["server/main.py", "server/docker-compose.yaml"], "docker-compose.yaml", "server/shared", "mem0", "");

    /// <summary>OpenMemory, in mem0's repository up to v2.0.14.</summary>
    public static CheckoutLayout Legacy { get; } = new(
        "legacy", "openmemory", ["openmemory/api/main.py", "openmemory/docker-compose.yml"], "docker-compose.yml", "openmemory/api/shared", "openmemory", "openmemory");

    public static IReadOnlyList<CheckoutLayout> All { get; } = [Current, Legacy];

    public bool IsIn(string root) => Markers.All(m => File.Exists(CheckoutPath.Full(root, m)));
}
