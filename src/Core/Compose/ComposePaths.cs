namespace Mem0Observability.Compose;

/// <summary>Makes paths of the compose file absolute: relative to the project folder, <c>~</c> to the user's home.</summary>
internal sealed class ComposePaths(string directory, Func<string, string?> variable)
{
    public string Directory => directory;

    public string Absolute(string path, SourcePosition position, string where)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            throw ComposeFault.Invalid(position, where, "a path cannot contain a NUL character.");

        if (path != "~" && !path.StartsWith("~/", StringComparison.Ordinal))
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, directory));

        string home = variable("HOME") ?? variable("USERPROFILE")
            ?? throw ComposeFault.At("ComposeVariableMissing", position, $"{where}: '~' needs the variable HOME. Set it or write the path out.");
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path.Length > 2 ? path[2..] : ".", Path.GetFullPath(home, directory)));
    }

    /// <summary>Whether a volume's source is a path rather than the name of a volume.</summary>
    public static bool IsPath(string source) =>
        source.Length > 0 && (source[0] is '.' or '/' or '~' or '\\' || IsWindowsDrive(source));

    public static bool IsWindowsDrive(string source) => source.Length > 1 && source[1] == ':' && char.IsAsciiLetter(source[0]);
}
