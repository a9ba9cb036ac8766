using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Notifications;

/// <summary>The channels of one run of a deployment: what is different, and when it is written.</summary>
internal sealed class ChannelChange
{
    private readonly ChannelFolder _folder;
    private readonly IReadOnlyDictionary<string, string>? _files;

    /// <param name="wanted">Null for those that are kept.</param>
    public ChannelChange(ChannelFolder folder, ChannelSet? wanted, string baseFile, ComposeProject project)
    {
        _folder = folder;
        ChannelSet kept = wanted is { Channels.Count: 0 } ? folder.LoadIfReadable() : folder.Load();
        _files = ChannelFiles.Of(wanted ?? kept, baseFile, project, MuteTime.LocalZone());
        Actions = [.. wanted is null ? [] : Differences(kept, wanted)];
    }

    public IReadOnlyList<PlanAction> Actions { get; }

    /// <summary>What is mounted instead of the shipped files; null for those.</summary>
    public string? Mounted => _files is null ? null : _folder.FolderOf(_files);

    /// <returns>Whether there was anything to write.</returns>
    public bool Write() => _files is not null && _folder.Write(_files);

    public bool Commit() => _folder.Commit(_files);

    /// <summary>The deployment failed, and its containers have the files from before.</summary>
    public void Discard() => _folder.Tidy();

    private static IEnumerable<PlanAction> Differences(ChannelSet kept, ChannelSet wanted)
    {
        foreach (Channel channel in wanted.Channels)
        {
            Channel? before = kept.Channels.FirstOrDefault(c => c.Name == channel.Name);
            if (before is null) yield return new("Add", "channel", channel.Name, channel.Summary);
            else if (Text(kept, before) != Text(wanted, channel)) yield return new("Change", "channel", channel.Name, channel.Summary);
        }

        foreach (Channel gone in kept.Channels.Where(k => wanted.Channels.All(w => w.Name != k.Name)))
            yield return new("Remove", "channel", gone.Name, "not among those that were given");
    }

    private static string Text(ChannelSet set, Channel channel) =>
        new ChannelSet([channel], set.Secrets).ToJson() + (channel.SecretFile is { } file ? set.Secrets[file] : "");
}
