using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Mem0Observability.Observer.Inbox.Storage;

internal sealed class NotificationReader(InboxDatabase database)
{
    public IReadOnlyList<NotificationView> List(NotificationFilter filter) => database.Read(connection =>
    {
        using var command = connection.Command(Sql(filter), Parameters(filter));
        using var row = command.ExecuteReader();
        var list = new List<NotificationView>();
        while (row.Read())
            list.Add(View(row));
        return list;
    });

    /// <summary>When an alert of this name was last received firing.</summary>
    public DateTimeOffset? LastReceived(string alertName) => database.Read<DateTimeOffset?>(connection =>
        connection.Scalar(
            "SELECT received_at FROM notifications WHERE alertname = $alertname AND status = 'firing' ORDER BY id DESC LIMIT 1",
            ("$alertname", alertName)) is long milliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null);

    // Only the conditions that are asked for: SQLite uses no index for "column = $value OR $value IS NULL".
    private static string Sql(NotificationFilter filter)
    {
        var conditions = new List<string> { "1" };
        Add(filter.After, "id > $after");
        Add(filter.Before, "id < $before");
        Add(filter.AlertName, "alertname = $alertname");
        Add(filter.Fingerprint, "fingerprint = $fingerprint");
        Add(filter.Receiver, "receiver = $receiver");
        Add(filter.Status, "status = $status");
        return $"""
            SELECT id, received_at, receiver, status, fingerprint, starts_at, ends_at, labels, annotations, generator_url, group_key
            FROM notifications WHERE {string.Join(" AND ", conditions)} ORDER BY id {(filter.NewestFirst ? "DESC" : "ASC")} LIMIT $limit
            """;

        void Add(object? wanted, string condition)
        {
            if (wanted is not null)
                conditions.Add(condition);
        }
    }

    private static (string Name, object? Value)[] Parameters(NotificationFilter filter) =>
    [
        ("$after", filter.After),
        ("$before", filter.Before),
        ("$alertname", filter.AlertName),
        ("$fingerprint", filter.Fingerprint),
        ("$receiver", filter.Receiver),
        ("$status", filter.Status),
        ("$limit", filter.Limit.ToString(CultureInfo.InvariantCulture)),
    ];

    private static NotificationView View(SqliteDataReader row) => new(
        Id: row.GetInt64(0),
        ReceivedAt: row.Time(1),
        Receiver: row.GetString(2),
        Status: row.GetString(3),
        Fingerprint: row.GetString(4),
        StartsAt: row.Time(5),
        EndsAt: row.TimeOrNull(6),
        Labels: Pairs(row.GetString(7)),
        Annotations: Pairs(row.GetString(8)),
        GeneratorUrl: row.GetString(9),
        GroupKey: row.GetString(10));

    private static IReadOnlyDictionary<string, string> Pairs(string json) =>
        JsonSerializer.Deserialize(json, PairsJson.Default.IReadOnlyDictionaryStringString)!;
}
