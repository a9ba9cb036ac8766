using System.Text.Json;
using Mem0Observability.Notifications;

namespace Mem0Observability.Observer.Notify;

/// <summary>The channels for pages, read anew when their file changes. A file that cannot be used is said once, and leaves those from before.</summary>
internal sealed class ChannelFile(string folder, ILogger<ChannelFile> logger)
{
    private (DateTime Written, long Length)? _read;
    private bool _looked;

    public IReadOnlyList<Channel> Channels { get; private set; } = [];

    /// <summary>Why the file as it is now is not used; null where it is.</summary>
    public string? Problem { get; private set; }

    private string FullName => Path.Combine(folder, ChannelSet.File);

    public IReadOnlyList<Channel> Refresh()
    {
        var file = new FileInfo(FullName);
        (DateTime, long)? now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
        if (_looked && now == _read)
            return Channels;
        (_looked, _read) = (true, now);
        try
        {
            Channels = now is null ? [] : Read();
            Problem = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            Problem = $"{FullName} cannot be used: {e.Message}";
        }

        Tell();
        return Channels;
    }

    /// <summary>The content of the channel's secret file; null where it has none.</summary>
    /// <exception cref="IOException">It is named and not there.</exception>
    public async Task<string?> SecretAsync(Channel channel, CancellationToken cancellationToken) =>
        channel.SecretFile is { Length: > 0 } name
            // Only beside the list: the name comes from a file.
            ? (await File.ReadAllTextAsync(Path.Combine(folder, Path.GetFileName(name)), cancellationToken)).Trim()
            : null;

    private IReadOnlyList<Channel> Read()
    {
        var list = JsonSerializer.Deserialize(File.ReadAllBytes(FullName), ChannelJson.Default.Document);
        var channels = list?.Channels ?? throw new JsonException("it has no channels");
        foreach (var channel in channels)
        {
            if (string.IsNullOrEmpty(channel.Name) || !Channel.Types.Contains(channel.Type))
                throw new JsonException($"channel '{channel.Name}' needs a name and one of the types {string.Join(", ", Channel.Types)}");
        }

        return [.. channels.Where(c => c.TakesPages).DistinctBy(c => c.Name)];
    }

    private void Tell()
    {
        if (Problem is not null)
            logger.LogError("{Problem}. The channels from before stay", Problem);
        else if (Channels.Count == 0)
            logger.LogWarning("No notification channel takes pages: when the Watchdog stops, nobody is told. See Start-Mem0Monitoring -NotificationChannel");
        else
            logger.LogInformation("When the Watchdog stops, these channels are told: {Channels}", string.Join(", ", Channels.Select(c => c.Name)));
    }
}
