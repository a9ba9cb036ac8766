using SQLitePCL;

namespace Mem0Observability.Observer.Store.Engine;

/// <summary>A prepared statement; parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    public Statement Bind(int index, long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        database.Check(raw.sqlite3_bind_blob(handle, index, value));
        return this;
    }

    public Statement Bind(int index, string value)
    {
        database.Check(raw.sqlite3_bind_text(handle, index, value));
        return this;
    }

    /// <returns>Whether there is a row.</returns>
    public bool Step()
    {
        int code = raw.sqlite3_step(handle);
        if (code != raw.SQLITE_ROW && code != raw.SQLITE_DONE)
        {
            // The reset gives the reason its final form and makes the statement usable again.
            raw.sqlite3_reset(handle);
            database.Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>For a statement that returns no rows.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    public Statement Reset()
    {
        raw.sqlite3_reset(handle);
        return this;
    }

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => handle.Dispose();
}
