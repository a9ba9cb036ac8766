using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Unit;

/// <summary>What a file may touch follows from its place.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string s_source = Path.Combine(FindRoot(), "src");

    [Theory]
    [InlineData("Docker.DotNet", "Core/Docker")]
    [InlineData("YamlDotNet", "Core/Compose")]
    [InlineData("System.Management.Automation", "Cmdlets", "Shell")]
    [InlineData("Microsoft.Data.Sqlite", "Observer")]
    public void A_library_is_named_in_one_place(string library, params string[] places) =>
        FilesThatUse($"using {library}").Should().OnlyContain(f => places.Any(p => f.StartsWith(p, StringComparison.Ordinal)));

    [Fact]
    public void The_core_knows_neither_its_callers_nor_the_services()
    {
        // The console host stands above the module and may name its commands.
        FilesThatUse("Mem0Observability.Commands").Should().OnlyContain(f => f.StartsWith("Cmdlets", StringComparison.Ordinal) || f.StartsWith("Shell", StringComparison.Ordinal));
        FilesThatUse("Mem0Observability.Observer").Should().OnlyContain(f => f.StartsWith("Observer", StringComparison.Ordinal));
    }

    /// <summary>Inside the core: files below compose and docker know nothing of what is built on them.</summary>
    [Theory]
    [InlineData("Core/Compose", "Model")]
    [InlineData("Core/Docker", "Model", "Compose")]
    [InlineData("Core/Provisioning", "Model", "Compose", "Signals", "Checks", "Docker", "Stack")]
    [InlineData("Core/Signals", "Model", "Compose")]
    [InlineData("Core/Dashboards", "Model", "Compose", "Signals")]
    [InlineData("Core/Notifications", "Model", "Compose")]
    [InlineData("Core/Checks", "Model", "Compose", "Signals", "Dashboards", "Notifications")]
    [InlineData("Core/Model")]
    public void A_part_of_the_core_uses_only_what_is_below_it(string part, params string[] below)
    {
        var own = part["Core/".Length..];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(s_source, part), "*.cs", SearchOption.AllDirectories))
        {
            Usings().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value.Split('.')[0])
                .Where(n => n != own && !below.Contains(n)).Should().BeEmpty(file);
        }
    }

    [Fact]
    public void No_file_catches_everything_where_a_stop_must_pass() =>
        FilesThatUse("catch (Exception)").Should().BeEmpty();

    private static IEnumerable<string> FilesThatUse(string text) => Directory.EnumerateFiles(s_source, "*.cs", SearchOption.AllDirectories)
        .Select(f => (Name: Path.GetRelativePath(s_source, f).Replace('\\', '/'), Path: f))
        .Where(f => !f.Name.Contains("/obj/", StringComparison.Ordinal) && !f.Name.Contains("/bin/", StringComparison.Ordinal) && File.ReadAllText(f.Path).Contains(text, StringComparison.Ordinal))
        .Select(f => f.Name);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Mem0Observability.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"^using (?:static )?Mem0Observability\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Usings();
}
