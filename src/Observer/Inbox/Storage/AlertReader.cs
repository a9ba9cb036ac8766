using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Mem0Observability.Observer.Inbox.Storage;

internal sealed class AlertReader(InboxDatabase database)
{
    private const string Select =
        """
        SELECT a.fingerprint, a.status, a.starts_at, a.first_received_at, a.last_received_at, a.resolved_at, a.notifications, a.labels, a.annotations,
            k.at, k.by, k.comment
        FROM alerts a LEFT JOIN acknowledgements k ON k.id = a.acknowledgement
        """;

    /// <param name="state"><c>firing</c>, <c>resolved</c>, <c>acknowledged</c>, or null for all.</param>
    public IReadOnlyList<AlertView> List(string? state, int limit)
    {
        var condition = state switch
        {
            null => "1",
            "acknowledged" => "a.acknowledgement IS NOT NULL",
            _ => "a.status = $state",
        };
        return Query($"{Select} WHERE {condition} ORDER BY a.last_received_at DESC LIMIT $limit", ("$state", state), ("$limit", limit));
    }

    public AlertView? Find(string fingerprint) =>
        Query($"{Select} WHERE a.fingerprint = $fingerprint", ("$fingerprint", fingerprint)).SingleOrDefault();

    /// <summary>What fires, was heard of since then, and nobody has acknowledged.</summary>
    public IReadOnlyList<AlertView> Unacknowledged(DateTimeOffset heardSince) => Query(
        $"{Select} WHERE a.status = 'firing' AND a.acknowledgement IS NULL AND a.last_received_at >= $since", ("$since", heardSince.ToUnixTimeMilliseconds()));

    public (long Firing, long Resolved) Count() => database.Read(connection => (
        (long)connection.Scalar("SELECT count(*) FROM alerts WHERE status = 'firing'")!,
        (long)connection.Scalar("SELECT count(*) FROM alerts WHERE status = 'resolved'")!));

    private List<AlertView> Query(string sql, params (string Name, object? Value)[] parameters) => database.Read(connection =>
    {
        using var command = connection.Command(sql, parameters);
        using var row = command.ExecuteReader();
        var list = new List<AlertView>();
        while (row.Read())
            list.Add(View(row));
        return list;
    });

    private static AlertView View(SqliteDataReader row) => new(
        Fingerprint: row.GetString(0),
        Status: row.GetString(1),
        StartsAt: row.Time(2),
        FirstReceivedAt: row.Time(3),
        LastReceivedAt: row.Time(4),
        ResolvedAt: row.TimeOrNull(5),
        Notifications: row.GetInt64(6),
        Labels: Pairs(row.GetString(7)),
        Annotations: Pairs(row.GetString(8)),
        Acknowledged: row.IsDBNull(9) ? null : new AcknowledgementView(row.Time(9), row.GetString(10), row.GetString(11)));

    private static IReadOnlyDictionary<string, string> Pairs(string json) =>
        JsonSerializer.Deserialize(json, PairsJson.Default.IReadOnlyDictionaryStringString)!;
}
