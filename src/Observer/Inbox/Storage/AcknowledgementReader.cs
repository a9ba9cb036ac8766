namespace Mem0Observability.Observer.Inbox.Storage;

internal sealed class AcknowledgementReader(InboxDatabase database)
{
    /// <summary>Those with a smaller id, the newest first.</summary>
    public IReadOnlyList<AcknowledgementEntry> List(long before, int limit) => database.Read(connection =>
    {
        using var command = connection.Command(
            "SELECT id, fingerprint, at, by, comment FROM acknowledgements WHERE id < $before ORDER BY id DESC LIMIT $limit",
            ("$before", before),
            ("$limit", limit));
        using var row = command.ExecuteReader();
        var list = new List<AcknowledgementEntry>();
        while (row.Read())
            list.Add(new(row.GetInt64(0), row.GetString(1), row.Time(2), row.GetString(3), row.GetString(4)));
        return list;
    });
}
