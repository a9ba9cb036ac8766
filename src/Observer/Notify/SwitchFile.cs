using System.Text.Json;

namespace Mem0Observability.Observer.Notify;

/// <summary>
/// Keeps <see cref="SwitchState"/>. A file of its own and not the inbox: a damaged inbox is moved aside, and with it would go who was told.
/// </summary>
internal sealed class SwitchFile(string directory, ILogger<SwitchFile> logger)
{
    private string FullName => Path.Combine(directory, "watchdog.json");

    public SwitchState Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(FullName), ChannelJson.Default.SwitchState) is { Told: not null } state ? state : SwitchState.Quiet;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return SwitchState.Quiet;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            logger.LogError("{File} cannot be read: {Reason}. Channels may be told of an outage again", FullName, e.Message);
            return SwitchState.Quiet;
        }
    }

    /// <summary>A full disk must not keep anybody from being told: then only a restart forgets.</summary>
    public void Write(SwitchState state)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var partial = FullName + ".new";
            using (var file = File.Create(partial))
            {
                JsonSerializer.Serialize(file, state, ChannelJson.Default.SwitchState);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, FullName, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogError("{File} cannot be written: {Reason}. A restart would tell channels again", FullName, e.Message);
        }
    }
}
