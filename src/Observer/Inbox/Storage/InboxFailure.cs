using Microsoft.Data.Sqlite;

namespace Mem0Observability.Observer.Inbox.Storage;

/// <summary>Gives every failure of the storage a stable name, as shown by <c>/healthz</c>, problem documents and error counters.</summary>
internal static class InboxFailure
{
    public const string DiskFull = "disk_full";
    public const string ReadOnly = "read_only";
    public const string CannotOpen = "cannot_open";
    public const string InputOutput = "io_error";
    public const string Corrupt = "corrupt";
    public const string Locked = "locked";
    public const string SchemaNewer = "schema_newer";
    public const string Other = "store_error";

    public static IReadOnlyList<string> Reasons { get; } =
        [DiskFull, ReadOnly, CannotOpen, InputOutput, Corrupt, Locked, SchemaNewer, Other];

    public static InboxUnavailableException From(SqliteException e)
    {
        var reason = ReasonOf(e);
        return new InboxUnavailableException(reason, $"The inbox is unavailable ({reason}); SQLite code {e.SqliteExtendedErrorCode}.", e);
    }

    public static InboxUnavailableException From(SystemException e)
    {
        var reason = e is UnauthorizedAccessException ? ReadOnly : InputOutput;
        return new InboxUnavailableException(reason, $"The inbox is unavailable ({reason}); the data directory cannot be used.", e);
    }

    public static bool IsCorruption(SqliteException e) => ReasonOf(e) == Corrupt;

    // https://sqlite.org/rescode.html
    private static string ReasonOf(SqliteException e) => e.SqliteErrorCode switch
    {
        13 => DiskFull,
        3 or 8 => ReadOnly,
        14 => CannotOpen,
        10 => InputOutput,
        11 or 26 => Corrupt,
        5 or 6 => Locked,
        _ => Other,
    };
}
