using Mem0Observability.Observer.Store.Blocks;

namespace Mem0Observability.Observer.Store.Engine;

/// <summary>The calls between services of the last minutes, counted in memory and written with every commit that changed them.</summary>
internal sealed class EdgeTable(Database database) : IDisposable
{
    /// <summary>Minutes that stay in memory; an edge of an older one is read back first.</summary>
    private const long KeptMinutes = 5;

    private readonly Statement _read = database.Prepare("SELECT data FROM edge WHERE minute = ? AND client = ? AND server = ? AND type = ?");
    private readonly Statement _write = database.Prepare("INSERT OR REPLACE INTO edge(minute, client, server, type, data) VALUES(?, ?, ?, ?, ?)");
    private readonly Dictionary<Key, EdgeCell> _cells = [];
    private readonly ByteBuffer _buffer = new();
    private long _newest;

    public bool IsDirty { get; private set; }

    public void Add(Key key, long nanoseconds, bool failed)
    {
        if (!_cells.TryGetValue(key, out EdgeCell? cell))
            _cells.Add(key, cell = ReadBack(key));
        cell.Add(nanoseconds, failed);
        _newest = Math.Max(_newest, key.Minute);
        IsDirty = true;
    }

    public void Write()
    {
        if (!IsDirty)
            return;
        foreach (var (key, cell) in _cells)
        {
            if (cell.IsDirty)
            {
                cell.Write(_buffer);
                _write.Bind(1, key.Minute).Bind(2, key.Client).Bind(3, key.Server).Bind(4, (long)key.Type).Bind(5, _buffer.Written).Run();
                cell.IsDirty = false;
            }

            if (key.Minute < _newest - KeptMinutes)
                _cells.Remove(key);
        }

        IsDirty = false;
    }

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
    }

    private EdgeCell ReadBack(Key key)
    {
        var cell = new EdgeCell();
        if (_read.Bind(1, key.Minute).Bind(2, key.Client).Bind(3, key.Server).Bind(4, (long)key.Type).Step())
            cell.Read(_read.Blob(0));
        _read.Reset();
        return cell;
    }

    /// <param name="Minute">Minutes since the Unix epoch.</param>
    internal readonly record struct Key(long Minute, int Client, int Server, ConnectionType Type);
}
