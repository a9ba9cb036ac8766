using Microsoft.Data.Sqlite;

namespace Mem0Observability.Observer.Inbox.Storage;

/// <summary>The one way to change the inbox: one transaction at a time, synced to disk when the task completes.</summary>
internal sealed class InboxWriter(InboxDatabase database, InboxHealth health) : IDisposable
{
    // More than a page that may happen to be free, so that a full disk does not look usable.
    private const int ProbeBytes = 65536;

    private readonly SemaphoreSlim _turn = new(1);

    public InboxHealth Health => health;

    /// <exception cref="InboxUnavailableException">Nothing was changed.</exception>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return Commit(change);
        }
        catch (SqliteException e)
        {
            throw Failed(InboxFailure.From(e));
        }
        catch (SystemException e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(InboxFailure.From(e));
        }
        catch (InboxUnavailableException e)
        {
            throw Failed(e);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Finds out whether the inbox can take a notification now.</summary>
    public async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(
                c => c.Execute("INSERT OR REPLACE INTO probe(id, filler) VALUES(1, zeroblob($size))", ("$size", ProbeBytes)), cancellationToken);
            await WriteAsync(c => c.Execute("DELETE FROM probe"), cancellationToken);
            return true;
        }
        catch (InboxUnavailableException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        // A write that is under way finishes first; one that hangs on its disk must not hold up the shutdown.
        _turn.Wait(TimeSpan.FromSeconds(0.3));
        database.Close();
        _turn.Dispose();
    }

    private T Commit<T>(Func<SqliteConnection, T> change)
    {
        var connection = database.Writer;
        using var transaction = connection.BeginTransaction();
        var result = change(connection);
        transaction.Commit();
        health.Worked();
        return result;
    }

    private InboxUnavailableException Failed(InboxUnavailableException e)
    {
        // After these two SQLite is as before the write. After anything else only a reopened and checked file can be trusted.
        if (e.Reason is not (InboxFailure.DiskFull or InboxFailure.Locked))
            database.Close();
        health.Failed(e);
        return e;
    }
}
