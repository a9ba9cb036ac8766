using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Finds mounted files that are not there before anything is changed. Making them, as compose does, would mount an empty folder for a file.</summary>
internal static class MountSources
{
    public static void ThrowIfMissing(DeploymentPlan plan, EngineInfo engine)
    {
        if (!engine.IsLocal) return;
        foreach (var mount in plan.Services.Where(s => s.Change != ServiceChange.Keep).SelectMany(s => s.Spec.Mounts)
            .Where(m => m is { Kind: MountKind.Bind, Source: not null } && !Path.Exists(m.Source) && !IsHidden(m.Source)))
        {
            throw new StackException("MountSourceMissing", StackErrorCategory.ObjectNotFound,
                $"{mount.Position}: the {mount.Origin} '{mount.Source}' does not exist. Restore it from the checkout or the module.", mount.Source);
        }
    }

    /// <summary>
    /// Where only the engine can say whether it exists: in its own folder, which Docker Desktop has inside its machine, and in
    /// folders that this user may not enter.
    /// </summary>
    private static bool IsHidden(string path)
    {
        if (path.StartsWith("/var/lib/docker/", StringComparison.Ordinal)) return true;
        var folder = Path.GetDirectoryName(path);
        while (folder is not null && !Directory.Exists(folder)) folder = Path.GetDirectoryName(folder);
        try
        {
            _ = Directory.EnumerateFileSystemEntries(folder ?? "/").Any();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }
}
