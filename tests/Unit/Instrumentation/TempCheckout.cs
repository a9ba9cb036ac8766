using System.Globalization;
using Mem0Observability.Instrumentation;

namespace Mem0Observability.Tests.Unit.Instrumentation;

/// <summary>A mem0 checkout and the module's files, both in a temporary folder.</summary>
internal sealed class TempCheckout : IDisposable
{
    public const string Version = "1.2.3";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-checkout");

    public TempCheckout(bool current = true, bool legacy = false)
    {
        Directory.CreateDirectory(Root);
        if (current) AddCurrent();
        if (legacy) AddLegacy();
        foreach (string file in new[] { "shared/__init__.py", "shared/monitoring.py", "shared/deep/tracing.py", "mem0/server/monitoring.py", "mem0/server/docker-compose.monitoring.yaml", "openmemory/api/app/monitoring.py", "openmemory/docker-compose.monitoring.yml" })
            Ship(file, $"{file} in its first version");

        foreach (string file in new[] { "shared/__pycache__/monitoring.cpython-312.pyc", "shared/tests/test_it.py", "tests/test_all.py", "mem0/.hidden", "README.md" })
            Ship(file, "not for the checkout");
    }

    public static IReadOnlyList<string> CurrentFiles { get; } =
        ["server/docker-compose.monitoring.yaml", "server/monitoring.py", "server/shared/__init__.py", "server/shared/deep/tracing.py", "server/shared/monitoring.py"];

    public static IReadOnlyList<string> LegacyFiles { get; } =
        ["openmemory/api/app/monitoring.py", "openmemory/api/shared/__init__.py", "openmemory/api/shared/deep/tracing.py", "openmemory/api/shared/monitoring.py", "openmemory/docker-compose.monitoring.yml"];

    public string Root => Path.Combine(_folder.FullName, "checkout");

    public string Source => Path.Combine(_folder.FullName, "instrumentation");

    public string Outside => Path.Combine(_folder.FullName, "outside");

    public string At(string relative) => Path.Combine(Root, relative);

    public void AddCurrent()
    {
        Write("server/main.py", "mem0's own");
        Write("server/docker-compose.yaml", "services: {}");
    }

    public void AddLegacy()
    {
        Write("openmemory/api/main.py", "OpenMemory's own");
        Write("openmemory/docker-compose.yml", "services: {}");
    }

    public void Write(string relative, string text) => WriteFile(At(relative), text);

    public void Ship(string relative, string text) => WriteFile(Path.Combine(Source, relative), text);

    public string Read(string relative) => File.ReadAllText(At(relative));

    public Task<InstrumentationPlan> PlanAsync(string? path = null, string? layout = null, bool force = false) =>
        new InstallPlanner(Mem0Checkout.Find(path ?? Root, layout), Source, Version, force).PlanAsync(CancellationToken.None);

    /// <summary>As the command does it: nothing is written where a file is refused or nothing is to be done.</summary>
    public async Task<InstrumentationPlan> InstallAsync(string? path = null, string? layout = null, bool force = false, Action<string>? beforeStep = null)
    {
        InstrumentationPlan plan = await PlanAsync(path, layout, force);
        if (plan.Refused.Count == 0 && !plan.IsEmpty) await new Installer(beforeStep).InstallAsync(plan, CancellationToken.None);
        return plan;
    }

    public async Task<(InstrumentationPlan Plan, IReadOnlyList<string> Left)> UninstallAsync(string? path = null, string? layout = null, bool force = false, Action<string>? beforeStep = null)
    {
        InstrumentationPlan plan = await new UninstallPlanner(Mem0Checkout.FindInstalled(path ?? Root, layout), force).PlanAsync(CancellationToken.None);
        return (plan, plan.IsEmpty ? [] : await new Installer(beforeStep).UninstallAsync(plan, CancellationToken.None));
    }

    /// <summary>Every file with its content and rights, every folder.</summary>
    public IReadOnlyDictionary<string, string> Tree() => Entries().ToDictionary(e => e.Relative, e => File.Exists(e.Path)
        ? string.Create(CultureInfo.InvariantCulture, $"{Rights(e.Path)}: {File.ReadAllText(e.Path)}")
        : "folder");

    /// <summary>When everything was last written, folders included.</summary>
    public IReadOnlyDictionary<string, DateTime> Times() => Entries().Append((Path: Root, Relative: "")).ToDictionary(e => e.Relative, e => File.GetLastWriteTimeUtc(e.Path));

    public static UnixFileMode Rights(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    public static void SetRights(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<(string Path, string Relative)> Entries() => Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories)
        .Select(e => (e, Path.GetRelativePath(Root, e)));

    private static void WriteFile(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
