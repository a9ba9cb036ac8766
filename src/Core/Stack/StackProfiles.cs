namespace Mem0Observability.Stack;

/// <summary>The two parts of the compose file that can be deployed, by the names that the commands use.</summary>
internal static class StackProfiles
{
    /// <summary>With Elasticsearch, Kibana, Jaeger and Grafana.</summary>
    public const string Full = nameof(Full);

    /// <summary>With the observer's own store in their place.</summary>
    public const string Lite = nameof(Lite);
}
