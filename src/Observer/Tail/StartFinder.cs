namespace Mem0Observability.Observer.Tail;

/// <summary>Where reading begins: in a log that was read before, and in one that was not.</summary>
internal static class StartFinder
{
    private const int Enough = 64 * 1024;

    // The engine takes the time of an entry before it waits for its turn to write: two streams can be out of order by this much.
    private const long Disorder = 10_000_000;

    /// <summary>The place of a mark in the files as they are now, oldest first.</summary>
    /// <returns>
    /// Where its file has gone: the start of the oldest file that was begun after it, for older ones were read already. The last file always
    /// counts as newer: it is either new or has been emptied.
    /// </returns>
    public static (int File, long Offset) Locate(IReadOnlyList<LogFile> files, FileMark mark, byte[] buffer)
    {
        for (int i = 0; i < files.Count; i++)
        {
            if (files[i].Inode == mark.Inode && mark.FingerprintLength > 0 && Fingerprint.Matches(files[i], mark))
                return (i, mark.Offset);
        }

        // Copied from another disk: other inodes, the same content.
        for (int i = 0; i < files.Count; i++)
        {
            if (mark.FingerprintLength >= 32 && Fingerprint.Matches(files[i], mark))
                return (i, mark.Offset);
        }

        for (int i = 0; i < files.Count - 1; i++)
        {
            if (TimeAt(files[i], 0, buffer, out _) is var first && (first == 0 || first >= mark.Time - Disorder))
                return (i, 0);
        }

        return (files.Count - 1, 0);
    }

    /// <summary>The first place from which on everything is younger than <paramref name="cutoff"/>, a little early at most.</summary>
    /// <param name="cutoff">Nanoseconds since the Unix epoch.</param>
    public static (int File, long Offset) Recent(IReadOnlyList<LogFile> files, long cutoff, byte[] buffer)
    {
        int file = 0;
        while (file < files.Count - 1 && files[file].Status.Modified < cutoff)
            file++;
        return (file, Recent(files[file], cutoff, buffer));
    }

    // A log without rotation can have many gigabytes, of which the last hour is wanted.
    private static long Recent(LogFile file, long cutoff, byte[] buffer)
    {
        long start = 0;
        long end = file.Status.Size;
        while (end - start > Enough)
        {
            long middle = start + ((end - start) / 2);
            long time = TimeAt(file, middle, buffer, out long line);
            if (time > 0 && time < cutoff && line < end)
                start = line;
            else
                end = middle;
        }

        return start;
    }

    /// <summary>The time of the first line that begins at or after a place.</summary>
    /// <returns>Zero where none is found.</returns>
    private static long TimeAt(LogFile file, long offset, byte[] buffer, out long start)
    {
        start = offset;
        ReadOnlySpan<byte> bytes = buffer.AsSpan(0, file.Read(buffer, offset));
        if (offset > 0)
        {
            int previous = bytes.IndexOf((byte)'\n');
            start = offset + previous + 1;
            bytes = bytes[(previous + 1)..];
            if (previous < 0)
                return 0;
        }

        int end = bytes.IndexOf((byte)'\n');
        return end < 0 ? 0 : DockerLine.Parse(bytes[..end], new byte[Math.Max(end, DockerLine.MaxRaw * 3)]).Time;
    }
}
