using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Tests.Unit.Compose;

/// <summary>A project folder named <c>project</c> that is gone after the test.</summary>
internal sealed class ProjectFolder : IDisposable
{
    private readonly DirectoryInfo _root = System.IO.Directory.CreateTempSubdirectory("compose-");

    public ProjectFolder() => System.IO.Directory.CreateDirectory(Directory);

    public string Directory => System.IO.Path.Combine(_root.FullName, "project");

    public string Path(string name) => System.IO.Path.Combine(Directory, name);

    public ProjectFolder With(string name, string text)
    {
        System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), text);
        return this;
    }

    public ComposeProject Read(
        string? compose = null,
        string? projectName = null,
        string[]? profiles = null,
        string[]? envFiles = null,
        Dictionary<string, string>? environment = null)
    {
        if (compose is not null)
            With("c.yml", compose);

        return ComposeReader.Read(new ComposeOptions([Path("c.yml")], projectName, profiles ?? [], [.. (envFiles ?? []).Select(Path)], environment ?? []));
    }

    public void Dispose() => _root.Delete(recursive: true);

    /// <summary>Reads one service; <paramref name="body"/> is what stands under its name, <paramref name="rest"/> at the top level.</summary>
    public static ServiceSpec Service(string body, string rest = "", Dictionary<string, string>? environment = null)
    {
        using var folder = new ProjectFolder();
        return folder.Read(Compose(body, rest), environment: environment).Services["s"];
    }

    /// <summary>The error of a service; its body starts in line 4, and keys in column 5.</summary>
    public static StackException ServiceFault(string body, string rest = "") => Fault(Compose(body, rest));

    public static StackException Fault(string compose, string[]? profiles = null)
    {
        using var folder = new ProjectFolder();
        StackException fault = FluentActions.Invoking(() => folder.Read(compose, profiles: profiles)).Should().Throw<StackException>().Which;
        fault.Target.Should().Be(folder.Path("c.yml"));
        return new StackException(fault.ErrorId, fault.Category, fault.Message.Replace(folder.Directory + "/", "", StringComparison.Ordinal), fault.Target);
    }

    private static string Compose(string body, string rest)
    {
        string image = body.Contains("image:", StringComparison.Ordinal) || body.Contains("build:", StringComparison.Ordinal) ? "" : "\n    image: i";
        return $"name: n\nservices:\n  s:\n    {body.ReplaceLineEndings("\n    ")}{image}\n{rest}\n";
    }
}
