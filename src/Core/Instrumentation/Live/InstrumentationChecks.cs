using Mem0Observability.Checks;

namespace Mem0Observability.Instrumentation.Live;

/// <summary>All checks of the instrumentation, from the scrape inwards.</summary>
internal static class InstrumentationChecks
{
    /// <param name="version">Of this module.</param>
    public static IReadOnlyList<ICheck> Of(string version) =>
        [new TargetsCheck(), new VersionCheck(version), new RoutesCheck(), new HooksCheck(), new RequestsCheck()];
}
