using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Mem0Observability.Observer.Inbox.Storage;

/// <summary>The tables, by version. A released version is never edited; a change is one more entry.</summary>
/// <remarks>Times are Unix milliseconds. Labels and annotations are JSON objects: they are shown, not searched.</remarks>
internal static class InboxSchema
{
    private static readonly string[] s_versions =
    [
        """
        CREATE TABLE notifications(
            id INTEGER PRIMARY KEY AUTOINCREMENT, -- readers poll by id, so none may come twice
            received_at INTEGER NOT NULL, receiver TEXT NOT NULL, group_key TEXT NOT NULL, status TEXT NOT NULL, alertname TEXT NOT NULL,
            fingerprint TEXT NOT NULL, starts_at INTEGER NOT NULL, ends_at INTEGER,
            labels TEXT NOT NULL, annotations TEXT NOT NULL, generator_url TEXT NOT NULL) STRICT;
        CREATE INDEX notifications_received_at ON notifications(received_at);
        CREATE INDEX notifications_alertname ON notifications(alertname);
        CREATE INDEX notifications_fingerprint ON notifications(fingerprint);
        CREATE TABLE alerts(
            fingerprint TEXT PRIMARY KEY, status TEXT NOT NULL, starts_at INTEGER NOT NULL,
            first_received_at INTEGER NOT NULL, last_received_at INTEGER NOT NULL, resolved_at INTEGER, notifications INTEGER NOT NULL,
            labels TEXT NOT NULL, annotations TEXT NOT NULL, acknowledgement INTEGER) STRICT, WITHOUT ROWID;
        CREATE INDEX alerts_last_received_at ON alerts(last_received_at);
        CREATE INDEX alerts_status ON alerts(status, last_received_at);
        CREATE TABLE acknowledgements(
            id INTEGER PRIMARY KEY AUTOINCREMENT, fingerprint TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL, comment TEXT NOT NULL) STRICT;
        CREATE TABLE recent_deliveries(digest BLOB PRIMARY KEY, received_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE probe(id INTEGER PRIMARY KEY, filler BLOB NOT NULL) STRICT;
        """,
    ];

    public static void Migrate(SqliteConnection connection)
    {
        var version = Convert.ToInt32(connection.Scalar("PRAGMA user_version"), CultureInfo.InvariantCulture);
        if (version > s_versions.Length)
        {
            throw new InboxUnavailableException(
                InboxFailure.SchemaNewer,
                $"The inbox was written by a newer observer (schema {version}; this one knows {s_versions.Length}). Run that one, or move the file away.");
        }

        for (; version < s_versions.Length; version++)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(s_versions[version]);
            connection.Execute($"PRAGMA user_version = {version + 1}");
            transaction.Commit();
        }
    }

    /// <summary>Starts the ids of a replaced file above those of the lost one, for readers that poll with an old id.</summary>
    public static void ContinueIds(SqliteConnection connection, DateTimeOffset now) =>
        connection.Execute("INSERT INTO sqlite_sequence(name, seq) VALUES('notifications', $seq)", ("$seq", now.ToUnixTimeSeconds()));
}
