using System.Text.RegularExpressions;
using Mem0Observability.Model;

namespace Mem0Observability.Compose;

/// <summary>The rules for names of projects, services and engine objects.</summary>
internal static partial class ComposeName
{
    /// <summary>The project's name: asked for, or <c>COMPOSE_PROJECT_NAME</c>, or the file's <c>name</c>, or the folder's.</summary>
    public static string OfProject(ComposeOptions options, string file, string directory, ComposeVariables variables, YamlNode? fileName)
    {
        if (options.ProjectName is { Length: > 0 } asked)
            return Valid(asked) ? asked : throw Refused(file, asked, "given");

        if (variables["COMPOSE_PROJECT_NAME"] is { Length: > 0 } variable)
            return Valid(variable) ? variable : throw Refused(file, variable, "in COMPOSE_PROJECT_NAME");

        if (fileName is not null)
        {
            string name = ComposeValue.Word(fileName, "name");
            return Valid(name) ? name : throw ComposeFault.Invalid(fileName.Position, "name", $"{ComposeFault.Show(name)} {Rule}");
        }

        string folder = Normalized(Path.GetFileName(directory));
        return folder.Length > 0 ? folder : throw Refused(file, Path.GetFileName(directory), "taken from the folder");
    }

    public static bool IsEngineName(string name) => EngineName().IsMatch(name);

    private const string Rule = "is not a project name: lower-case letters, digits, '-' and '_', starting with a letter or digit.";

    private static bool Valid(string name) => name.Length <= 200 && Normalized(name) == name;

    private static string Normalized(string name) =>
        string.Concat(name.ToLowerInvariant().Where(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-')).TrimStart('_', '-');

    private static StackException Refused(string file, string name, string origin) => new(
        "ComposeInvalidValue", StackErrorCategory.InvalidData, $"The project name {origin}, {ComposeFault.Show(name)}, {Rule}", file);

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,199}\z")]
    private static partial Regex EngineName();
}
