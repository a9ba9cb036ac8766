namespace Mem0Observability.Compose;

/// <summary>What a project is read from.</summary>
/// <param name="Files">The compose file; its folder is the project folder. Exactly one: merging several is not supported.</param>
/// <param name="ProjectName">Null: <c>COMPOSE_PROJECT_NAME</c>, then the file's <c>name</c>, then the folder's name.</param>
/// <param name="Profiles">Active profiles; <c>*</c> stands for all.</param>
/// <param name="EnvFiles">Later ones win. Empty: <c>.env</c> of the project folder and what its <c>COMPOSE_ENV_FILES</c> lists.</param>
/// <param name="Environment">Wins over every env file.</param>
internal sealed record ComposeOptions(
    IReadOnlyList<string> Files,
    string? ProjectName,
    IReadOnlyList<string> Profiles,
    IReadOnlyList<string> EnvFiles,
    IReadOnlyDictionary<string, string> Environment);
