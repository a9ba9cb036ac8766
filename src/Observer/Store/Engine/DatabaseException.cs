using SQLitePCL;

namespace Mem0Observability.Observer.Store.Engine;

/// <summary>SQLite's answer to something that did not work.</summary>
internal sealed class DatabaseException(int code, string message) : Exception($"{message} (SQLite {code})")
{
    /// <summary>The file itself is wrong; nothing that is tried again will help.</summary>
    public bool IsCorruption => (code & 0xFF) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT;

    public bool CannotOpen => (code & 0xFF) == raw.SQLITE_CANTOPEN;

    /// <summary>Stable identifier for metrics and answers.</summary>
    public string Reason => (code & 0xFF) switch
    {
        raw.SQLITE_FULL => "disk_full",
        raw.SQLITE_READONLY => "read_only",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT => "damaged",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "locked",
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => "cannot_open",
        _ => "io_error",
    };
}
