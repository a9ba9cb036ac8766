using System.Buffers.Text;
using System.Security.Cryptography;
using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>What a deployment keeps on this machine: generated secrets and the lock.</summary>
internal static class StateFolder
{
    /// <summary>Overrides the place; also read by the compose file.</summary>
    public const string Variable = "MEM0_STATE_DIR";

    public static string For(string project, IReadOnlyDictionary<string, string> environment)
    {
        if (environment.TryGetValue(Variable, out var chosen) && chosen.Length > 0) return Path.GetFullPath(chosen);
        var root = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : environment.TryGetValue("XDG_STATE_HOME", out var xdg) && Path.IsPathRooted(xdg)
                ? xdg
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(root, "mem0-observability", project);
    }

    /// <summary>Generates each secret file that a mount needs and that is not there yet; returns whether there was one.</summary>
    public static bool EnsureSecrets(ComposeProject project, string stateDirectory)
    {
        var wanted = project.Services.Values.SelectMany(s => s.Mounts)
            .Where(m => m.Origin == "secret" && m.Source is not null && Path.GetFullPath(m.Source).StartsWith(stateDirectory + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Select(m => m.Source!).Distinct(StringComparer.Ordinal).Where(path => !File.Exists(path)).ToList();
        wanted.ForEach(Generate);
        return wanted.Count > 0;
    }

    /// <summary>A generated secret; null where it is not there, or another user's.</summary>
    public static string? ReadSecret(string stateDirectory, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(stateDirectory, "secrets", name)).Trim() is { Length: > 0 } secret ? secret : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What it is for then says that it asks for it.
            return null;
        }
    }

    public static StackException NotWritable(string directory, Exception e) => new("StateFolderNotWritable", StackErrorCategory.PermissionDenied,
        $"The state folder {directory} cannot be written: {e.Message} Choose another with {Variable}=<folder>.", directory, e);

    private static void Generate(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            // The folder keeps other users out; the file itself must be readable for the container's user, which is not ours.
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var partial = path + ".new";
            File.WriteAllText(partial, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24)));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(partial, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            File.Move(partial, path, overwrite: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(Path.GetDirectoryName(path)!, e);
        }
    }
}
