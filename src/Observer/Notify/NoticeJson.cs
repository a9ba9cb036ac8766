using System.Text.Json.Nodes;
using Mem0Observability.Notifications;

namespace Mem0Observability.Observer.Notify;

/// <summary>A notice in the words of each service, close to what Alertmanager sends to the same one.</summary>
internal static class NoticeJson
{
    private const string Source = "mem0-observer";

    public static string Of(Channel channel, string? secret, Notice notice) => (channel.Type switch
    {
        Channel.Slack => Slack(notice),
        Channel.Teams => Teams(notice),
        Channel.PagerDuty => PagerDuty(secret, notice),
        _ => Webhook(channel.Name, notice),
    }).ToJsonString();

    private static JsonObject Slack(Notice notice) => new()
    {
        ["text"] = notice.Title,
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["color"] = notice.IsOver ? "good" : "danger",
            ["text"] = notice.Text,
            ["fallback"] = notice.Title,
        }),
    };

    /// <summary>An adaptive card in a message, as workflows take it.</summary>
    private static JsonObject Teams(Notice notice)
    {
        var body = new JsonArray(new JsonObject
        {
            ["type"] = "TextBlock",
            ["text"] = notice.Title,
            ["weight"] = "Bolder",
            ["size"] = "Medium",
            ["wrap"] = true,
            ["style"] = "heading",
            ["color"] = notice.IsOver ? "Good" : "Attention",
        });
        foreach (var line in notice.Lines)
            body.Add((JsonNode)new JsonObject { ["type"] = "TextBlock", ["text"] = line, ["wrap"] = true });
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = body,
            ["msteams"] = new JsonObject { ["width"] = "Full" },
        };
        return new()
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
        };
    }

    /// <summary>Events API v2.</summary>
    private static JsonObject PagerDuty(string? key, Notice notice)
    {
        var json = new JsonObject
        {
            ["routing_key"] = key,
            ["event_action"] = notice.IsOver ? "resolve" : "trigger",
            ["dedup_key"] = Notice.Key,
        };
        if (!notice.IsOver)
        {
            json["client"] = Source;
            json["payload"] = new JsonObject
            {
                ["summary"] = notice.Title,
                ["source"] = Source,
                ["severity"] = "critical",
                ["component"] = "alert path",
                ["timestamp"] = notice.Since.ToString("O"),
                ["custom_details"] = new JsonObject { ["description"] = notice.Text, ["runbook"] = Notice.Runbook },
            };
        }

        return json;
    }

    /// <summary>Alertmanager's webhook, version 4: whoever reads the alerts reads this.</summary>
    private static JsonObject Webhook(string receiver, Notice notice) => new()
    {
        ["version"] = "4",
        ["groupKey"] = Notice.Key,
        ["truncatedAlerts"] = 0,
        ["status"] = notice.Status,
        ["receiver"] = receiver,
        ["groupLabels"] = new JsonObject { ["alertname"] = Notice.AlertName },
        ["commonLabels"] = Pairs(Notice.Labels),
        ["commonAnnotations"] = Pairs(notice.Annotations),
        ["externalURL"] = "",
        ["alerts"] = new JsonArray(new JsonObject
        {
            ["status"] = notice.Status,
            ["labels"] = Pairs(Notice.Labels),
            ["annotations"] = Pairs(notice.Annotations),
            ["startsAt"] = notice.Since.ToString("O"),
            ["endsAt"] = (notice.Until ?? default).ToString("O"),
            ["generatorURL"] = "",
            ["fingerprint"] = OutageInbox.Fingerprint,
        }),
    };

    private static JsonObject Pairs(IReadOnlyDictionary<string, string> pairs) => [.. pairs.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))];
}
