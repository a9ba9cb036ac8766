using System.Text;

namespace Mem0Observability.Observer.Store.Engine;

/// <summary>The numbers that a partition has for names, contexts and operations. New ones are written as they come.</summary>
internal sealed class PartitionNames : IDisposable
{
    /// <summary>Rows keep a name's number in two bytes. What comes after is filed under "(other)"; the message itself keeps its name.</summary>
    private const int MostNames = 60_000;

    /// <summary>Contexts that are recognised; a stream of ever new resources costs space on disk, not memory.</summary>
    private const int MostContexts = 4_096;

    private readonly Statement _insertName;
    private readonly Statement _insertContext;
    private readonly Statement _insertOperation;
    private readonly ByteTable _names = new();
    private readonly List<string> _texts = [];
    private readonly HashSet<(int Service, int Operation, byte Kind)> _operations = [];
    private ByteTable _contexts = new();
    private long _firstContext;
    private TelemetryBatch? _batch;
    private int[] _batchNames = [];
    private int[] _batchContexts = [];

    public PartitionNames(Database database)
    {
        _insertName = database.Prepare("INSERT INTO name(id, value) VALUES(?, ?)");
        _insertContext = database.Prepare("INSERT INTO context(id, value) VALUES(?, ?)");
        _insertOperation = database.Prepare("INSERT OR IGNORE INTO operation(service, operation, kind) VALUES(?, ?, ?)");
        _firstContext = database.Scalar("SELECT coalesce(max(id) + 1, 0) FROM context");
        using Statement names = database.Prepare("SELECT value FROM name ORDER BY id");
        while (names.Step())
            Keep(names.Blob(0));
        using Statement operations = database.Prepare("SELECT service, operation, kind FROM operation");
        while (operations.Step())
            _operations.Add(((int)operations.Long(0), (int)operations.Long(1), (byte)operations.Long(2)));
    }

    /// <summary>From here on numbers are those of this batch.</summary>
    public void Begin(TelemetryBatch batch)
    {
        _batch = batch;
        Prepare(ref _batchNames, batch.Names.Count);
        Prepare(ref _batchContexts, batch.Contexts.Count);
    }

    /// <summary>The partition's number for a name of the batch.</summary>
    public int Name(int number)
    {
        ref int mapped = ref _batchNames[number];
        if (mapped < 0)
            mapped = Number(_batch!.Names[number]);
        return mapped;
    }

    /// <summary>The partition's number for a context of the batch.</summary>
    public int Context(int number)
    {
        ref int mapped = ref _batchContexts[number];
        if (mapped < 0)
            mapped = NumberOfContext(_batch!.Contexts[number]);
        return mapped;
    }

    public void AddOperation(in SpanRow row)
    {
        if (_operations.Add((row.Service, row.Operation, row.Kind)))
            _insertOperation.Bind(1, row.Service).Bind(2, row.Operation).Bind(3, row.Kind).Run();
    }

    public string Text(int number) => _texts[number];

    public void Dispose()
    {
        _insertName.Dispose();
        _insertContext.Dispose();
        _insertOperation.Dispose();
    }

    private static void Prepare(ref int[] map, int count)
    {
        if (map.Length < count)
            map = new int[Math.Max(count, map.Length * 2)];
        map.AsSpan(0, count).Fill(-1);
    }

    private int Number(ReadOnlySpan<byte> name)
    {
        int before = _names.Count;
        if (before >= MostNames && !_names.Contains(name))
            name = "(other)"u8;
        int number = _names.Add(name);
        if (number == before)
        {
            _texts.Add(Encoding.UTF8.GetString(name));
            _insertName.Bind(1, number).Bind(2, name).Run();
        }

        return number;
    }

    private int NumberOfContext(byte[] context)
    {
        if (_contexts.Count >= MostContexts)
        {
            _firstContext += _contexts.Count;
            _contexts = new ByteTable();
        }

        int before = _contexts.Count;
        int index = _contexts.Add(context);
        long number = _firstContext + index;
        if (index == before)
            _insertContext.Bind(1, number).Bind(2, context).Run();
        return checked((int)number);
    }

    private void Keep(ReadOnlySpan<byte> name)
    {
        _names.Add(name);
        _texts.Add(Encoding.UTF8.GetString(name));
    }
}
