using Microsoft.Win32.SafeHandles;

namespace Mem0Observability.Observer.Tail;

/// <summary>An open log file. While it is open, it can be read to its end even after rotation has deleted it, and its inode does not come again.</summary>
internal sealed class LogFile(SafeFileHandle handle, string path, ulong inode) : IDisposable
{
    public string Path { get; } = path;

    public ulong Inode { get; } = inode;

    public FileStatus Status => FileStatus.TryRead(handle, out FileStatus status) ? status : default;

    /// <returns>Null where it has gone meanwhile.</returns>
    public static LogFile? Open(string path)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!FileStatus.TryRead(handle, out FileStatus status))
                return null;
            var file = new LogFile(handle, path, status.Inode);
            handle = null;
            return file;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        finally
        {
            handle?.Dispose();
        }
    }

    public int Read(Span<byte> buffer, long offset) => RandomAccess.Read(handle, buffer, offset);

    public void Dispose() => handle.Dispose();
}
