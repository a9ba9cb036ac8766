using Microsoft.Data.Sqlite;

namespace Mem0Observability.Observer.Inbox.Storage;

/// <summary>Who took notice of an alert, and when. Each is kept; the last one counts.</summary>
internal sealed class AcknowledgementStore(InboxWriter writer, TimeProvider time)
{
    /// <returns>False where no alert has this fingerprint.</returns>
    public Task<bool> AddAsync(string fingerprint, string by, string comment, CancellationToken cancellationToken) =>
        writer.WriteAsync(connection => Add(connection, fingerprint, by, comment), cancellationToken);

    private bool Add(SqliteConnection connection, string fingerprint, string by, string comment)
    {
        if (connection.Scalar("SELECT 1 FROM alerts WHERE fingerprint = $fingerprint", ("$fingerprint", fingerprint)) is null)
            return false;
        connection.Execute(
            "INSERT INTO acknowledgements(fingerprint, at, by, comment) VALUES($fingerprint, $at, $by, $comment)",
            ("$fingerprint", fingerprint),
            ("$at", time.GetUtcNow().ToUnixTimeMilliseconds()),
            ("$by", by),
            ("$comment", comment));
        connection.Execute(
            "UPDATE alerts SET acknowledgement = last_insert_rowid() WHERE fingerprint = $fingerprint", ("$fingerprint", fingerprint));
        return true;
    }
}
