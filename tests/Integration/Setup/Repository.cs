using Mem0Observability.Compose;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Integration.Setup;

/// <summary>The checkout under test: its files as they are now, with the observer as the last build published it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Monitoring => Path.Combine(Root, "monitoring");

    /// <summary>The folder that the observer's image is built from.</summary>
    public static string Published => Path.Combine(Root, "output", "Mem0Observability", "stack", "observer");

    public static StackFiles Files(string project, string stateDirectory) => StackFiles.In(Root, project, new Dictionary<string, string>
    {
        [StateFolder.Variable] = stateDirectory,
        ["OBSERVER_PUBLISH"] = Published,
    });

    /// <summary>The shipped stack with the images that can be made without a registry.</summary>
    public static ComposeProject Lite { get; } =
        Files("mem0-itest", Path.Combine(Path.GetTempPath(), "mem0-itest-state")).ReadMonitoring(StackProfiles.Lite, ImageSources.Distribution);

    /// <summary>The whole stack, to look at: its images are not here.</summary>
    public static ComposeProject Full { get; } =
        Files("mem0-itest", Path.Combine(Path.GetTempPath(), "mem0-itest-state")).ReadMonitoring(StackProfiles.Full, ImageSources.Official);

    public static ComposeProject Of(string profile) => profile == StackProfiles.Full ? Full : Lite;

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Mem0Observability.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("These tests run inside the checkout.");
        return folder;
    }
}
