namespace Mem0Observability.Observer.Store.Engine;

internal static class ConnectionTypes
{
    private static readonly string[] s_labels = ["", "messaging_system", "database", "virtual_node"];

    /// <summary>The Collector's label value.</summary>
    public static string Label(ConnectionType type) => s_labels[(int)type];
}
