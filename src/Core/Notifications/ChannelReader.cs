using System.Text.RegularExpressions;
using Mem0Observability.Model;

namespace Mem0Observability.Notifications;

/// <summary>From what the user gave to channels that work: everything is checked, secrets are read, nothing is written.</summary>
/// <param name="resolve">From a path as the user writes it to a full one.</param>
internal sealed partial class ChannelReader(Func<string, string> resolve)
{
    private static readonly string[] s_severities = ["page", "ticket", "info"];

    public ChannelSet Read(IReadOnlyList<NotificationChannel> given)
    {
        var channels = new List<Channel>();
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (NotificationChannel one in given)
        {
            if (channels.Any(c => c.Name == one.Name))
                throw Fault("ChannelNameTaken", one, "there are two of that name. Give each channel its own.");

            Channel channel = Check(one);
            if (channel.SecretFile is { } file)
                secrets[file] = ChannelSecret.Read(one.Name, resolve(one.SecretPath), channel.Type is Channel.Slack or Channel.Teams or Channel.Webhook);
            channels.Add(channel);
        }

        return new ChannelSet(channels, secrets);
    }

    private static Channel Check(NotificationChannel given)
    {
        if (!Name().IsMatch(given.Name))
            throw Fault("ChannelNameInvalid", given, "the name must be lower-case letters, digits and dashes, at most 40, and start with no dash.");

        string type = Channel.Types.FirstOrDefault(t => t.Equals(given.Type, StringComparison.OrdinalIgnoreCase))
            ?? throw Fault("ChannelTypeUnknown", given, $"there is no type '{given.Type}'. Types: Email, Slack, PagerDuty, Teams, Webhook.");
        string[] severity = [.. Words(given.Severity).Select(s => s.ToLowerInvariant()).Distinct()];
        if (severity.Length == 0 || severity.Except(s_severities).Any())
            throw Fault("ChannelSeverityInvalid", given, $"the severity '{string.Join(", ", severity)}' is not among page, ticket and info.");

        if (given.Tier is not (1 or 2) || (given.Tier == 2 && severity is not ["page"]))
            throw Fault("ChannelTierInvalid", given, "the tier is 1 or 2, and tier 2 is told of unacknowledged pages only: leave its severity out.");

        string[] services = [.. Words(given.Service).Distinct()];
        if (services.FirstOrDefault(s => !Service().IsMatch(s)) is { } wrong)
            throw Fault("ChannelServiceInvalid", given, $"'{wrong}' is no name of a service: letters, digits, '.', '_' and '-'.");

        bool hasSecret = type != Channel.Email || given.SmtpUser.Length > 0;
        if (hasSecret && string.IsNullOrWhiteSpace(given.SecretPath))
            throw Fault("ChannelSecretMissing", given, "it has no SecretPath. Give the file that holds its secret.");

        var channel = new Channel(given.Name, type)
        {
            SecretFile = hasSecret ? given.Name + ".secret" : null,
            Severity = severity,
            Service = services,
            Tier = given.Tier,
            MuteTime = MuteTimes(given, severity),
            MaxAlerts = MaxAlerts(given, type),
        };
        return type == Channel.Email ? WithMail(channel, given) : WithoutMail(channel, given);
    }

    private static string[]? MuteTimes(NotificationChannel given, string[] severity)
    {
        string[] names = [.. Words(given.MuteTime).Concat(given.MuteOutOfHours ? Notifications.MuteTime.Names : []).Distinct()];
        if (names.FirstOrDefault(n => !Notifications.MuteTime.Names.Contains(n)) is { } unknown)
            throw Fault("ChannelMuteTimeInvalid", given, $"there is no mute time '{unknown}'. Mute times: {string.Join(", ", Notifications.MuteTime.Names)}.");

        if (names.Length > 0 && severity is ["page"])
            throw Fault("ChannelMuteTimeInvalid", given, "it is told of pages only, and a page is never muted.");

        return names.Length > 0 ? names : null;
    }

    private static int? MaxAlerts(NotificationChannel given, string type)
    {
        if (given.MaxAlerts < 0 || (given.MaxAlerts > 0 && type != Channel.Webhook))
            throw Fault("ChannelSettingInvalid", given, "MaxAlerts is for the type Webhook, and 0 or more.");

        return given.MaxAlerts > 0 ? given.MaxAlerts : null;
    }

    private static Channel WithMail(Channel channel, NotificationChannel given)
    {
        string[] to = [.. Words(given.To)];
        if (to.Length == 0 || to.Append(given.From).FirstOrDefault(a => !Address().IsMatch(a)) is { })
            throw Fault("ChannelAddressInvalid", given, "To and From must be mail addresses such as ops@example.org.");

        if (!Host().IsMatch(given.SmtpHost) || given.SmtpPort is < 1 or > 65535)
            throw Fault("ChannelServerInvalid", given, "SmtpHost must be the name of a mail server and SmtpPort a port.");

        if (given.SmtpUser.Length == 0 && given.SecretPath.Length > 0)
            throw Fault("ChannelSettingInvalid", given, "SecretPath is the password of SmtpUser, and there is no SmtpUser.");

        return channel with
        {
            To = to,
            From = given.From,
            SmtpHost = given.SmtpHost,
            SmtpPort = given.SmtpPort,
            SmtpUser = given.SmtpUser.Length > 0 ? given.SmtpUser : null,
            RequireTls = given.RequireTls,
        };
    }

    private static Channel WithoutMail(Channel channel, NotificationChannel given) =>
        given.To.Length > 0 || given.From.Length > 0 || given.SmtpHost.Length > 0 || given.SmtpUser.Length > 0
            ? throw Fault("ChannelSettingInvalid", given, "To, From, SmtpHost and SmtpUser are for the type Email.")
            : channel;

    /// <summary>A row of CSV has several values in one field.</summary>
    private static IEnumerable<string> Words(IEnumerable<string> values) =>
        values.SelectMany(v => v.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static StackException Fault(string errorId, NotificationChannel channel, string what) =>
        new(errorId, StackErrorCategory.InvalidArgument, $"Notification channel '{channel.Name}': {what}", channel.Name);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex Name();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex Service();

    [GeneratedRegex("""^[^\s@"'<>,;]+@[^\s@"'<>,;]+$""")]
    private static partial Regex Address();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex Host();
}
