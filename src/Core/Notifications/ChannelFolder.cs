using System.Security.Cryptography;
using System.Text;
using Mem0Observability.Model;

namespace Mem0Observability.Notifications;

/// <summary>
/// Keeps the channels of a stack below its state folder: <c>notifications/current</c> names the folder beside it that is deployed.
/// A changed channel or secret makes another folder, so the containers that mount it are replaced, and those of a deployment
/// that failed go back to the files that they had.
/// </summary>
internal sealed class ChannelFolder(string stateDirectory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Enter = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _root = Path.Combine(stateDirectory, "notifications");

    private string Pointer => Path.Combine(_root, "current");

    /// <summary>Null where there are no channels.</summary>
    private string? Current => File.Exists(Pointer) ? Path.Combine(_root, File.ReadAllText(Pointer).Trim()) : null;

    /// <summary>The channels that the last successful start was given.</summary>
    public ChannelSet Load() => Reading(() =>
    {
        IReadOnlyList<Channel> channels = Channels();
        return new ChannelSet(channels, channels.Select(c => c.SecretFile).OfType<string>().ToDictionary(f => f, f => File.ReadAllText(Path.Combine(Current!, f))));
    });

    /// <summary>The same, and whether their secrets are there.</summary>
    public IReadOnlyList<KeptChannel> Look() => Reading<IReadOnlyList<KeptChannel>>(() =>
        [.. Channels().Select(c => new KeptChannel(c, c.SecretFile is { } file && new FileInfo(Path.Combine(Current!, file)) is not { Exists: true, Length: > 0 } ? Path.Combine(Current!, file) : null))]);

    /// <summary>Where they are to go: those that cannot be read any more do not stand in the way.</summary>
    public ChannelSet LoadIfReadable()
    {
        try
        {
            return Load();
        }
        catch (StackException)
        {
            return ChannelSet.None;
        }
    }

    /// <summary>The folder that files of this content are, or will be, in.</summary>
    public string FolderOf(IReadOnlyDictionary<string, string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, string text) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{text}\0"));
        return Path.Combine(_root, Convert.ToHexStringLower(hash.GetHashAndReset())[..16]);
    }

    /// <summary>All files or none: they appear under their name when they are complete.</summary>
    /// <returns>Whether there was anything to write.</returns>
    public bool Write(IReadOnlyDictionary<string, string> files) => Guard(() =>
    {
        string folder = FolderOf(files);
        if (Directory.Exists(folder)) return false;
        string partial = folder + ".new";
        if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        // This one keeps other users out; what is in it must be readable for the containers' users, who are not ours.
        Make(_root, OwnerOnly);
        Make(partial, Enter);
        foreach ((string name, string text) in files)
        {
            string path = Path.Combine(partial, name);
            File.WriteAllText(path, text);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, Read);
        }

        Directory.Move(partial, folder);
        return true;
    });

    /// <summary>The deployment is done: from now on these are the channels, and others are not kept.</summary>
    public bool Commit(IReadOnlyDictionary<string, string>? files) => Guard(() =>
    {
        if (!Directory.Exists(_root)) return false;
        string? kept = files is null ? null : FolderOf(files);
        if (kept is null)
        {
            File.Delete(Pointer);
        }
        else
        {
            File.WriteAllText(Pointer + ".new", Path.GetFileName(kept) + "\n");
            File.Move(Pointer + ".new", Pointer, overwrite: true);
        }

        return Sweep(kept);
    });

    /// <summary>Takes away what no deployment that succeeded has written.</summary>
    public void Tidy() => Guard(() =>
        Directory.Exists(_root) && Sweep(Current));

    private bool Sweep(string? kept)
    {
        foreach (string other in Directory.EnumerateDirectories(_root).Where(d => d != kept)) Directory.Delete(other, recursive: true);
        return true;
    }

    private IReadOnlyList<Channel> Channels()
    {
        if (Current is not { } folder) return [];
        string path = Path.Combine(folder, ChannelSet.File);
        return ChannelSet.Read(File.ReadAllText(path), path);
    }

    private T Reading<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StackException("ChannelsUnreadable", StackErrorCategory.PermissionDenied,
                $"The notification channels that are kept in {_root} cannot be read: {e.Message} Give them again: Start-Mem0Monitoring -NotificationChannel", _root, e);
        }
    }

    private static void Make(string folder, UnixFileMode mode)
    {
        Directory.CreateDirectory(folder);
        // What the process masks out of new folders, the containers need.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, mode);
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StackException("StateFolderNotWritable", StackErrorCategory.PermissionDenied,
                $"The state folder {_root} cannot be written: {e.Message} Choose another with MEM0_STATE_DIR=<folder>.", _root, e);
        }
    }
}
