namespace Mem0Observability.Observer.Store.Engine;

/// <summary>A partition as the disk shows it.</summary>
/// <param name="Bytes">With the files beside it.</param>
/// <param name="Written">By the clock as it was: when its newest row was stored.</param>
internal sealed record PartitionFile(string Path, long Bytes, DateTimeOffset Written)
{
    public static PartitionFile Of(string path)
    {
        var (file, log, index) = (new FileInfo(path), new FileInfo(path + "-wal"), new FileInfo(path + "-shm"));
        // Commits go into the log first. Reading an old partition makes a new log, but an empty one.
        DateTime written = Length(log) > 0 && log.LastWriteTimeUtc > file.LastWriteTimeUtc ? log.LastWriteTimeUtc : file.LastWriteTimeUtc;
        return new PartitionFile(path, Length(file) + Length(log) + Length(index), new DateTimeOffset(written, TimeSpan.Zero));
    }

    private static long Length(FileInfo file) => file.Exists ? file.Length : 0;
}
