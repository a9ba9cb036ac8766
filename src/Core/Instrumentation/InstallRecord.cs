using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mem0Observability.Instrumentation;

/// <summary>What was installed in a checkout.</summary>
/// <param name="Schema">Of this file.</param>
/// <param name="Version">Of the module that wrote it.</param>
/// <param name="Files">In the order of their paths.</param>
/// <param name="Folders">Those that did not exist before; they go when they are empty again.</param>
internal sealed record InstallRecord(int Schema, string Version, IReadOnlyList<InstalledFile> Files, IReadOnlyList<string> Folders)
{
    public const string FileName = ".mem0-observability.json";
    public const int KnownSchema = 1;

    public static InstallRecord Empty { get; } = new(KnownSchema, "", [], []);

    public static string PathIn(string root) => Path.Combine(root, FileName);

    public static bool ExistsIn(string root) => File.Exists(PathIn(root));

    public InstalledFile? this[string path] => Files.FirstOrDefault(f => f.Path == path);

    public string ToText() => JsonSerializer.Serialize(this, InstallRecordContext.Default.InstallRecord) + "\n";
}

/// <param name="Path">Below the checkout, with slashes.</param>
/// <param name="Sha256">Of the content that was installed.</param>
/// <param name="Previous">Of the content that is being replaced; only in the record of a run that was killed.</param>
internal sealed record InstalledFile(string Path, string Layout, string Sha256, string? Previous = null)
{
    /// <summary>Whether this content came from this module.</summary>
    public bool Wrote(string sha256) => sha256 == Sha256 || sha256 == Previous;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    WriteIndented = true)]
[JsonSerializable(typeof(InstallRecord))]
internal sealed partial class InstallRecordContext : JsonSerializerContext;
