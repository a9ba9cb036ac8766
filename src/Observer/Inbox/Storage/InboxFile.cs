using System.Globalization;
using Mem0Observability.Observer.Hosting;

namespace Mem0Observability.Observer.Inbox.Storage;

/// <summary>Where the inbox lies on disk.</summary>
internal sealed class InboxFile(ObserverOptions options, TimeProvider time)
{
    public string FullName { get; } = Path.Combine(options.DataDirectory, "inbox.db");

    private string Log => FullName + "-wal";

    private string Index => FullName + "-shm";

    public void CreateDirectory() => Directory.CreateDirectory(options.DataDirectory);

    public long Size() => new[] { FullName, Log, Index }.Select(path => new FileInfo(path)).Where(f => f.Exists).Sum(f => f.Length);

    /// <returns>The new path of the database.</returns>
    public string MoveAside()
    {
        var aside = FullName + ".corrupt-" + time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        // The log first: left behind, it would be replayed into the fresh database.
        Move(Log, aside + "-wal");
        Move(Index, aside + "-shm");
        Move(FullName, aside);
        return aside;
    }

    private static void Move(string from, string to)
    {
        if (File.Exists(from))
            File.Move(from, to);
    }
}
