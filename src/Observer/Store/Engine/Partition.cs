using System.Collections.Concurrent;
using System.Text;

namespace Mem0Observability.Observer.Store.Engine;

/// <summary>One file of the store, for reading. What is written meanwhile becomes visible commit by commit.</summary>
internal sealed class Partition(string path)
{
    /// <summary>Connections that are kept between questions; each may cache 2 MB.</summary>
    private const int KeptConnections = 2;

    private readonly ConcurrentBag<Database> _idle = [];
    private readonly Lock _namesLock = new();
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _numbers = [];
    private volatile bool _retired;

    public string Path { get; } = path;

    /// <summary>Why nothing can be read from it any more; null while it is sound.</summary>
    public string? Damage { get; set; }

    /// <summary>False for a file that was begun on a full disk, or just before a crash, and got no tables.</summary>
    public static bool IsMade(string path)
    {
        try
        {
            using Database database = Database.Open(path, write: false);
            return database.Scalar("PRAGMA user_version") != 0;
        }
        catch (DatabaseException)
        {
            // Whoever uses it says what is wrong with it.
            return true;
        }
    }

    /// <summary>Asks within one snapshot: rows that move from the head into a block meanwhile are seen once.</summary>
    public T Read<T>(Func<Database, T> question)
    {
        Database database = _idle.TryTake(out Database? idle) ? idle : Connect();
        bool sound = false;
        try
        {
            database.Execute("BEGIN");
            T answer = question(database);
            database.Execute("COMMIT");
            sound = true;
            return answer;
        }
        finally
        {
            if (sound && !_retired && !database.IsFrozen && _idle.Count < KeptConnections)
                _idle.Add(database);
            else
                database.Dispose();
        }
    }

    /// <summary>The name with this number.</summary>
    public string Name(Database database, int number)
    {
        lock (_namesLock)
        {
            if (number >= _names.Count)
                LoadNames(database);
            return number < _names.Count ? _names[number] : throw new DamagedBlockException($"there is no name {number}");
        }
    }

    /// <summary>The number of a name; null where nothing in this partition has it.</summary>
    public int? Number(Database database, string name)
    {
        lock (_namesLock)
        {
            if (!_numbers.ContainsKey(name))
                LoadNames(database);
            return _numbers.TryGetValue(name, out int number) ? number : null;
        }
    }

    /// <summary>No new connection is kept; the file may be deleted.</summary>
    public void Retire()
    {
        _retired = true;
        while (_idle.TryTake(out Database? database))
            database.Dispose();
    }

    private Database Connect()
    {
        try
        {
            return Prepared(Database.Open(Path, write: false));
        }
        catch (DatabaseException e) when (e.CannotOpen && new FileInfo(Path + "-wal") is not { Exists: true, Length: > 0 })
        {
            // Reading wants to make a log beside the file, which a read-only disk does not allow. For one question it can do without: should
            // the disk become writable meanwhile, the first changes go into the log.
            return Prepared(Database.OpenFrozen(Path));
        }
    }

    private static Database Prepared(Database database)
    {
        try
        {
            database.Execute(PartitionSchema.Reading);
            // Opening is lazy: this is the first read of the file.
            PartitionSchema.Check(database.Scalar("PRAGMA user_version"));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void LoadNames(Database database)
    {
        using Statement statement = database.Prepare("SELECT value FROM name WHERE id >= ? ORDER BY id");
        statement.Bind(1, _names.Count);
        while (statement.Step())
        {
            string name = Encoding.UTF8.GetString(statement.Blob(0));
            _numbers.TryAdd(name, _names.Count);
            _names.Add(name);
        }
    }
}
