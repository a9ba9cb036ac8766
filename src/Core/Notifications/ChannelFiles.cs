using Mem0Observability.Compose;

namespace Mem0Observability.Notifications;

/// <summary>Everything that is written for a set of channels, by file name.</summary>
internal static class ChannelFiles
{
    public const string Alertmanager = "alertmanager.yml";

    /// <summary>Nothing where there are no channels: then the shipped files are mounted.</summary>
    /// <param name="baseFile">The router's file without channels.</param>
    public static IReadOnlyDictionary<string, string>? Of(ChannelSet set, string baseFile, ComposeProject project, string zone)
    {
        if (set.Channels.Count == 0) return null;
        return new Dictionary<string, string>(set.Secrets, StringComparer.Ordinal)
        {
            [Alertmanager] = AlertmanagerFile.Load(baseFile).With(set.Channels, zone),
            [ChannelSet.File] = set.ToJson(),
            [ChannelLinks.File] = ChannelLinks.For(project),
        };
    }
}
