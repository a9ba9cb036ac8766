using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>What a container is made from, as one hash: its service and the content of the configuration files mounted into it.</summary>
internal static partial class ConfigHash
{
    /// <summary>Mounted folders larger than this are data or the host's, not configuration; they are hashed by name only.</summary>
    private const long FolderLimit = 4 * 1024 * 1024;

    public static string Of(ServiceSpec service, string projectDirectory, string stateDirectory)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(WithoutPositions(service), HashContext.Default.ServiceSpec));
        foreach (var mount in service.Mounts.Where(m => m.Kind == MountKind.Bind && m.Source is not null))
        {
            if (IsInside(mount.Source!, projectDirectory) || IsInside(mount.Source!, stateDirectory)) AppendContent(hash, mount);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What an image is built from: the context, the Dockerfile (which may lie outside) and the arguments.</summary>
    public static string OfBuild(BuildSpec build)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(OfFolder(build.Context)));
        if (File.Exists(build.Dockerfile)) hash.AppendData(File.ReadAllBytes(build.Dockerfile));
        foreach (var (name, value) in build.Args.OrderBy(a => a.Key, StringComparer.Ordinal)) hash.AppendData(Encoding.UTF8.GetBytes($"{name}={value}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>File names and contents. A published context brings its own hash in <c>.context-hash</c>.</summary>
    private static string OfFolder(string folder)
    {
        var known = Path.Combine(folder, ".context-hash");
        if (File.Exists(known)) return File.ReadAllText(known).Trim();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in FilesIn(folder))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file).Replace('\\', '/')));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ServiceSpec WithoutPositions(ServiceSpec service) => service with
    {
        Position = default,
        Build = null,
        DependsOn = new Dictionary<string, DependencyCondition>(),
        Profiles = [],
        Ports = [.. service.Ports.Select(p => p with { Position = default })],
        Mounts = [.. service.Mounts.Select(m => m with { Position = default })],
    };

    private static void AppendContent(IncrementalHash hash, MountSpec mount)
    {
        try
        {
            if (File.Exists(mount.Source))
            {
                hash.AppendData(File.ReadAllBytes(mount.Source));
            }
            else if (Directory.Exists(mount.Source))
            {
                var files = FilesIn(mount.Source).ToList();
                var read = files.Sum(f => new FileInfo(f).Length) <= FolderLimit;
                foreach (var file in files)
                {
                    hash.AppendData(Encoding.UTF8.GetBytes(file));
                    if (read) hash.AppendData(File.ReadAllBytes(file));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StackException("MountUnreadable", StackErrorCategory.PermissionDenied,
                $"{mount.Position}: the {mount.Origin} '{mount.Source}' could not be read: {e.Message}", mount.Source, e);
        }
    }

    private static IOrderedEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static bool IsInside(string path, string folder) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    [JsonSerializable(typeof(ServiceSpec))]
    private sealed partial class HashContext : JsonSerializerContext;
}
