namespace Mem0Observability.Observer.Store.Engine;

/// <summary>What a partition's file holds.</summary>
internal static class PartitionSchema
{
    /// <summary>A file of another version is set aside.</summary>
    public const int Version = 2;

    /// <remarks>
    /// Rows arrive in <c>head</c>, one entry per commit and signal, and move on into blocks of thousands when enough are together: columns to
    /// filter by, terms to search by, a rollup per minute, and the OTLP messages compressed in chunks. One insert per commit and a few per
    /// block is what makes it fast; a row per span would cost five index entries each. The rollup comes before the large columns: SQLite
    /// reads through all of a row that stands before what is asked for.
    /// </remarks>
    public const string Tables =
        """
        CREATE TABLE name(id INTEGER PRIMARY KEY, value BLOB);
        CREATE TABLE context(id INTEGER PRIMARY KEY, value BLOB);
        CREATE TABLE operation(service INTEGER, operation INTEGER, kind INTEGER, PRIMARY KEY(service, operation, kind)) WITHOUT ROWID;
        CREATE TABLE head(id INTEGER PRIMARY KEY AUTOINCREMENT, signal INTEGER, sequence INTEGER, data BLOB);
        CREATE TABLE span_block(id INTEGER PRIMARY KEY, rows INTEGER, first INTEGER, last INTEGER, longest INTEGER, rollup BLOB, columns BLOB);
        CREATE TABLE span_chunk(id INTEGER PRIMARY KEY, data BLOB);
        CREATE TABLE span_trace(trace INTEGER, block INTEGER, PRIMARY KEY(trace, block)) WITHOUT ROWID;
        CREATE TABLE log_block(id INTEGER PRIMARY KEY, rows INTEGER, first INTEGER, last INTEGER, rollup BLOB, columns BLOB);
        CREATE TABLE log_terms(block INTEGER PRIMARY KEY, data BLOB);
        CREATE TABLE log_chunk(id INTEGER PRIMARY KEY, data BLOB);
        CREATE TABLE log_filter(block INTEGER PRIMARY KEY, data BLOB);
        CREATE TABLE edge(minute INTEGER, client INTEGER, server INTEGER, type INTEGER, data BLOB, PRIMARY KEY(minute, client, server, type)) WITHOUT ROWID;
        CREATE TABLE position(source TEXT PRIMARY KEY, state BLOB) WITHOUT ROWID;
        CREATE TABLE sequence(id INTEGER PRIMARY KEY, next INTEGER);
        """;

    /// <summary>FULL syncs the log at every commit: what is acknowledged survives a power cut.</summary>
    public const string Writing =
        """
        PRAGMA page_size = 8192;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 2000;
        PRAGMA journal_size_limit = 33554432;
        PRAGMA cache_size = -8000;
        PRAGMA temp_store = MEMORY;
        """;

    /// <exception cref="DamagedBlockException">The file is not empty, and of another version.</exception>
    public static void Check(long version)
    {
        if (version is not (0 or Version))
            throw new DamagedBlockException(FormattableString.Invariant($"its format is version {version}, and this observer reads version {Version}"));
    }

    public const string Reading = "PRAGMA cache_size = -2000; PRAGMA temp_store = MEMORY; PRAGMA query_only = 1;";
}
