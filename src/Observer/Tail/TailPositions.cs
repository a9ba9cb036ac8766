namespace Mem0Observability.Observer.Tail;

/// <summary>The positions of all containers as the store has them, by container id.</summary>
internal sealed class TailPositions
{
    // A folder that is unmounted for a moment is no reason to read everything again.
    private static readonly TimeSpan s_keep = TimeSpan.FromHours(1);

    private readonly Dictionary<string, byte[]> _committed = [];
    private readonly Dictionary<string, TimeSpan> _missing = [];
    private readonly HashSet<string> _forgotten = [];

    public TailPositions(IReadOnlyDictionary<string, byte[]> stored)
    {
        foreach ((string key, byte[] value) in stored)
        {
            if (key.StartsWith(ContainerPosition.KeyPrefix, StringComparison.Ordinal) && value.Length > 0)
                _committed[key[ContainerPosition.KeyPrefix.Length..]] = value;
        }
    }

    public bool IsEmpty => _committed.Count == 0;

    public ContainerPosition? this[string id] => _committed.TryGetValue(id, out byte[]? bytes) ? ContainerPosition.FromBytes(bytes) : null;

    /// <summary>Those that differ from what the store has; empty bytes for those that can be forgotten.</summary>
    public IReadOnlyDictionary<string, byte[]> Changed(IReadOnlyDictionary<string, ContainerLog> logs)
    {
        var changed = _forgotten.ToDictionary(id => id, _ => Array.Empty<byte>());
        foreach ((string id, ContainerLog log) in logs)
        {
            if (log.Position?.ToBytes() is { } bytes && !(_committed.TryGetValue(id, out byte[]? old) && old.AsSpan().SequenceEqual(bytes)))
                changed[id] = bytes;
        }

        return changed;
    }

    public void Committed(IReadOnlyDictionary<string, byte[]> changed)
    {
        foreach ((string id, byte[] bytes) in changed)
        {
            _forgotten.Remove(id);
            if (bytes.Length > 0)
                _committed[id] = bytes;
            else
                _committed.Remove(id);
        }
    }

    public void ForgetMissing(IReadOnlyDictionary<string, ContainerInfo> present, TimeSpan now)
    {
        foreach (string id in _committed.Keys)
        {
            if (present.ContainsKey(id))
            {
                _missing.Remove(id);
                _forgotten.Remove(id);
            }
            else if (_missing.TryAdd(id, now))
            {
                continue;
            }
            else if (now - _missing[id] > s_keep)
            {
                _forgotten.Add(id);
            }
        }
    }
}
