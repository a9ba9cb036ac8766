using Microsoft.Playwright;

namespace Mem0Observability.Tests.Browser;

/// <summary>The distribution's Chromium, without a window.</summary>
internal static class Chromium
{
    /// <summary>
    /// The sandbox needs rights that a container or a root login does not give; only our own pages are opened. Containers also have little shared
    /// memory, and a graphics processor that is emulated takes the processor from what is looked at.
    /// </summary>
    private static readonly string[] s_arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = Find("chromium"), Args = s_arguments });

    /// <summary>With a profile in a folder, as somebody's own browser.</summary>
    public static Task<IBrowserContext> LaunchAsync(IPlaywright playwright, DirectoryInfo profile) =>
        playwright.Chromium.LaunchPersistentContextAsync(
            profile.FullName,
            new() { ExecutablePath = Find("chromium"), Args = [.. s_arguments, "--window-size=1280,900"], ViewportSize = ViewportSize.NoViewport });

    private static string Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"The pages are looked at in Chromium, and there is no program '{program}'. ./build.sh test and ./build.sh bench install it.");
}
