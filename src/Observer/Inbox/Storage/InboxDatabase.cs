using Microsoft.Data.Sqlite;

namespace Mem0Observability.Observer.Inbox.Storage;

/// <summary>Opens the inbox: one connection that writes, and one per question that only reads.</summary>
internal sealed class InboxDatabase(InboxFile file, InboxMetrics metrics, TimeProvider time, ILogger<InboxDatabase> logger)
{
    private SqliteConnection? _writer;

    /// <summary>Opened when first used and after <see cref="Close"/>. For <see cref="InboxWriter"/> alone, which lets one in at a time.</summary>
    public SqliteConnection Writer => _writer ??= Open();

    public void Close()
    {
        _writer?.Dispose();
        _writer = null;
    }

    /// <exception cref="InboxUnavailableException">The inbox cannot be read.</exception>
    public T Read<T>(Func<SqliteConnection, T> question)
    {
        try
        {
            using var connection = Connect(SqliteOpenMode.ReadOnly);
            return question(connection);
        }
        catch (SqliteException e)
        {
            throw InboxFailure.From(e);
        }
    }

    private SqliteConnection Open()
    {
        file.CreateDirectory();
        try
        {
            return OpenSound();
        }
        catch (SqliteException e) when (InboxFailure.IsCorruption(e))
        {
            // Kept for whoever wants to recover it; accepting new notifications goes first.
            var aside = file.MoveAside();
            metrics.CorruptionFound();
            logger.LogError(
                "The inbox {File} is damaged: {Damage}. It was moved to {Aside} and an empty one was started; earlier notifications are missing from it",
                file.FullName,
                e.Message,
                aside);
            var connection = OpenSound();
            InboxSchema.ContinueIds(connection, time.GetUtcNow());
            return connection;
        }
    }

    private SqliteConnection OpenSound()
    {
        var connection = Connect(SqliteOpenMode.ReadWriteCreate);
        try
        {
            // First of all, so that nothing is written into a damaged file. Reads every page once, about 1 s per GB; without it damage would
            // show up only when somebody reads that page.
            if (connection.Scalar("PRAGMA quick_check(1)") is not "ok")
                throw new SqliteException("the integrity check failed", 11);
            if (connection.Scalar("PRAGMA page_count") is 0L)
                connection.Execute("PRAGMA auto_vacuum = INCREMENTAL"); // counts only before the first table
            // FULL syncs the log at every commit: what is acknowledged survives a power cut. Temporary data stays in memory: in the
            // container only /data can be written.
            connection.Execute(
                """
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA journal_size_limit = 4194304;
                PRAGMA temp_store = MEMORY;
                """);
            InboxSchema.Migrate(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        // Unpooled: a damaged file must not stay open somewhere after it was moved. 2 s: a lock held by somebody's sqlite3 shell
        // must not keep Alertmanager waiting.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file.FullName, Mode = mode, Pooling = false, DefaultTimeout = 2 }.ConnectionString);
        try
        {
            connection.Open();
            connection.Execute("PRAGMA cache_size = -1000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
