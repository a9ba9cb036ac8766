using System.IO.Hashing;

namespace Mem0Observability.Observer.Tail;

/// <summary>Tells files apart that got the same inode number one after the other, and sees a file that was emptied and filled again.</summary>
internal static class Fingerprint
{
    // An entry ends with its time in nanoseconds; no other log has the same at the same place.
    private const int MaxBytes = 64;

    /// <param name="line">The last bytes before <paramref name="offset"/>.</param>
    public static FileMark Mark(ulong inode, long offset, ReadOnlySpan<byte> line, long time)
    {
        ReadOnlySpan<byte> tail = line[Math.Max(0, line.Length - MaxBytes)..];
        return new FileMark(inode, offset, XxHash3.HashToUInt64(tail), (byte)tail.Length, time);
    }

    public static FileMark Mark(LogFile file, long offset, long time)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        int length = (int)Math.Min(offset, MaxBytes);
        return Mark(file.Inode, offset, bytes[..file.Read(bytes[..length], offset - length)], time);
    }

    /// <summary>Whether what stood before the mark still stands there.</summary>
    public static bool Matches(LogFile file, in FileMark mark)
    {
        if (file.Status.Size < mark.Offset || mark.Offset < mark.FingerprintLength)
            return false;
        if (mark.FingerprintLength == 0)
            return true;
        Span<byte> bytes = stackalloc byte[byte.MaxValue];
        bytes = bytes[..mark.FingerprintLength];
        return file.Read(bytes, mark.Offset - bytes.Length) == bytes.Length && XxHash3.HashToUInt64(bytes) == mark.Fingerprint;
    }
}
