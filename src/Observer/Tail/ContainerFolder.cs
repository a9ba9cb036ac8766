namespace Mem0Observability.Observer.Tail;

/// <summary>The engine's folder of containers: one folder each, with its log files and its configuration.</summary>
internal sealed class ContainerFolder(string directory, TailNotes notes)
{
    private readonly Dictionary<string, (DateTime Changed, ContainerInfo Info)> _read = [];

    /// <summary>The containers whose logs are wanted, by id.</summary>
    /// <returns>Null where the folder cannot be listed, which does not mean that all containers have gone.</returns>
    public IReadOnlyDictionary<string, ContainerInfo>? List()
    {
        try
        {
            var ids = Directory.EnumerateDirectories(directory).Select(d => Path.GetFileName(d)!).ToHashSet();
            foreach (string gone in _read.Keys.Where(id => !ids.Contains(id)).ToList())
                _read.Remove(gone);
            foreach (string id in ids)
                Refresh(id);
            notes.Solved(directory, "Container logs can be read again");
            return _read.Where(r => r.Value.Info.Wanted).ToDictionary(r => r.Key, r => r.Value.Info);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            notes.Problem(directory, "Container logs are not read: {Reason}. Mount the folder read-only and run as the user that owns it", e.Message);
            return null;
        }
    }

    public LogFiles Files(string id) => new(Path.Combine(directory, id), id);

    // The engine writes the file anew whenever the state changes; a rename is among the changes.
    private void Refresh(string id)
    {
        string path = Path.Combine(directory, id, "config.v2.json");
        try
        {
            DateTime changed = File.GetLastWriteTimeUtc(path);
            if (_read.TryGetValue(id, out var known) && known.Changed == changed)
                return;
            if (ContainerInfo.Parse(id, File.ReadAllBytes(path)) is { } info)
                _read[id] = (changed, info);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Being made or being removed.
        }
    }
}
