namespace Mem0Observability.Compose;

/// <summary>The variables of a project: the caller's environment, then the env files, the last one first.</summary>
internal sealed class ComposeVariables
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _environment;
    private string? _projectName;

    private ComposeVariables(IReadOnlyDictionary<string, string> environment) => _environment = environment;

    /// <summary>The value of a variable, or null where it is not set.</summary>
    public string? this[string name] =>
        name == "COMPOSE_PROJECT_NAME" && _projectName is not null
            ? _projectName
            : _environment.GetValueOrDefault(name) ?? _files.GetValueOrDefault(name);

    public static ComposeVariables Load(ComposeOptions options, string directory)
    {
        var variables = new ComposeVariables(options.Environment);
        if (options.EnvFiles.Count > 0)
            variables.LoadFiles(options.EnvFiles);
        else
            variables.LoadDefaultFiles(directory);

        return variables;
    }

    /// <summary>Compose sets the project's name for the file's own use, wherever it came from.</summary>
    public void SetProjectName(string name) => _projectName = name;

    private void LoadDefaultFiles(string directory)
    {
        string standard = Path.Combine(directory, ".env");
        if (File.Exists(standard))
            DotEnv.Load(standard, _files, _environment);

        string[] listed = (this["COMPOSE_ENV_FILES"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        LoadFiles(listed.Select(f => Path.Combine(directory, f)).Where(f => Path.GetFullPath(f) != standard));
    }

    private void LoadFiles(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            if (!File.Exists(path))
                throw ComposeFault.Missing("EnvFileNotFound", path, $"Env file '{path}' does not exist. Check the path, and COMPOSE_ENV_FILES where it is set.");

            DotEnv.Load(path, _files, _environment);
        }
    }
}
