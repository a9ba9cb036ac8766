using System.Reflection;

namespace Mem0Observability.Observer.Metrics;

internal static class BuildInfo
{
    /// <summary>The product version without the source revision, which is no good label value.</summary>
    public static string Version { get; } =
        typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
