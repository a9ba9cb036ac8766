using SQLitePCL;

namespace Mem0Observability.Observer.Store.Engine;

/// <summary>One connection to one SQLite file, over the raw bindings: blobs go in and out as spans, nothing is boxed.</summary>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 _handle;

    private Database(sqlite3 handle) => _handle = handle;

    static Database() => Batteries_V2.Init();

    /// <summary>Opened by <see cref="OpenFrozen"/>.</summary>
    public bool IsFrozen { get; private set; }

    /// <exception cref="DatabaseException">The file cannot be opened or is no database.</exception>
    public static Database Open(string path, bool write) =>
        Open(path, write ? raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE : raw.SQLITE_OPEN_READONLY);

    /// <summary>For a file that nobody can change meanwhile: no log beside it, no locks.</summary>
    /// <exception cref="DatabaseException">As above.</exception>
    public static Database OpenFrozen(string path)
    {
        Database database = Open($"file:{Uri.EscapeDataString(path)}?immutable=1", raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI);
        database.IsFrozen = true;
        return database;
    }

    private static Database Open(string path, int flags)
    {
        int code = raw.sqlite3_open_v2(path, out sqlite3 handle, raw.SQLITE_OPEN_NOMUTEX | flags, null);
        var database = new Database(handle);
        try
        {
            database.Check(code);
            raw.sqlite3_extended_result_codes(handle, 1);
            raw.sqlite3_busy_timeout(handle, 2000);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    public Statement Prepare(string sql)
    {
        // The statement owns the handle from the next line on.
#pragma warning disable CA2000
        int code = raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt handle);
#pragma warning restore CA2000
        var statement = new Statement(this, handle);
        if (code != raw.SQLITE_OK)
            statement.Dispose();
        Check(code);
        return statement;
    }

    public long Scalar(string sql)
    {
        using Statement statement = Prepare(sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>False after an error that made SQLite roll back by itself.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)
            return;
        throw new DatabaseException(code, raw.sqlite3_errmsg(_handle).utf8_to_string());
    }

    public void Dispose() => _handle.manual_close_v2();
}
