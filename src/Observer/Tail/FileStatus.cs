using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mem0Observability.Observer.Tail;

/// <summary>What the file system says about a file; one system call.</summary>
/// <param name="Inode">Stays when the file is renamed; may come again once the file is deleted.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Nanoseconds since the Unix epoch.</param>
internal readonly record struct FileStatus(ulong Inode, long Size, long Modified)
{
    private const int CurrentDirectory = -100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;

    private static readonly byte[] s_empty = [0];

    /// <param name="path">UTF-8 with a zero at its end.</param>
    public static bool TryRead(byte[] path, out FileStatus status) => Convert(Statx(CurrentDirectory, path, 0, BasicStats, out Buffer buffer), buffer, out status);

    public static bool TryRead(SafeFileHandle handle, out FileStatus status) =>
        Convert(Statx((int)handle.DangerousGetHandle(), s_empty, EmptyPath, BasicStats, out Buffer buffer), buffer, out status);

    private static bool Convert(int result, in Buffer buffer, out FileStatus status)
    {
        status = new FileStatus(buffer.Inode, (long)buffer.Size, (buffer.ModifiedSeconds * 1_000_000_000) + buffer.ModifiedNanoseconds);
        return result == 0;
    }

    // .NET has no API for the inode number. The layout of statx is the same on every architecture, unlike that of stat.
    // Not source-generated: that needs unsafe code, and nothing here needs marshalling.
#pragma warning disable SYSLIB1054
    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, out Buffer buffer);
#pragma warning restore SYSLIB1054

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Buffer
    {
        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;
    }
}
