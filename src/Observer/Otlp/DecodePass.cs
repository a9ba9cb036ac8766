using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>One walk through a request: resources, their scopes, their records. Traces and logs differ only in the records.</summary>
/// <remarks>Nothing may be appended to the batch meanwhile: its payload could move.</remarks>
internal ref struct DecodePass(TelemetryBatch batch, TimeWindow window, OtlpSignal signal, Rejections rejections)
{
    private const int Unnumbered = -1;

    private ReadOnlySpan<byte> _resource;
    private ReadOnlySpan<byte> _scope;
    private ReadOnlySpan<byte> _serviceName;
    private int _service;
    private int _context;
    private int _records;

    /// <summary>Indexes of log rows whose records bear no time at all.</summary>
    public List<int> Undated { get; } = [];

    /// <summary>Reads the batch's payload as one request.</summary>
    public void Run()
    {
        var reader = new ProtoReader(batch.Payload);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field != 1)
            {
                reader.Skip(type);
                continue;
            }

            var message = reader.Message(type);
            ReadResource(message, reader.Position - message.Length);
        }
    }

    private void ReadResource(ReadOnlySpan<byte> message, int offset)
    {
        // Fields may come in any order, so what all records share is looked for first.
        _resource = default;
        var header = new ProtoReader(message);
        while (header.TryReadTag(out var field, out var type))
        {
            if (field == 1)
                _resource = header.Message(type);
            else if (field == 3)
                header.Text(type);
            else
                header.Skip(type);
        }

        _serviceName = ResourceReader.ReadService(_resource);
        _service = Unnumbered;

        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field != 2)
            {
                reader.Skip(type);
                continue;
            }

            var scope = reader.Message(type);
            ReadScope(scope, offset + reader.Position - scope.Length);
        }
    }

    private void ReadScope(ReadOnlySpan<byte> message, int offset)
    {
        _scope = default;
        _context = Unnumbered;
        var header = new ProtoReader(message);
        while (header.TryReadTag(out var field, out var type))
        {
            if (field == 1)
                _scope = header.Message(type);
            else if (field == 3)
                header.Text(type);
            else
                header.Skip(type);
        }

        ResourceReader.CheckScope(_scope);

        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field != 2)
            {
                reader.Skip(type);
                continue;
            }

            var record = reader.Message(type);
            var reason = signal == OtlpSignal.Traces
                ? ReadSpan(record, offset + reader.Position - record.Length)
                : ReadLog(record, offset + reader.Position - record.Length);
            if (reason is { } why)
                rejections.Add(why);
        }
    }

    private RejectReason? ReadSpan(ReadOnlySpan<byte> message, int offset)
    {
        var span = new SpanReader();
        if ((span.Read(message, window) ?? Admit()) is { } reason)
            return reason;
        batch.Spans.Add(span.Row with
        {
            Context = _context,
            Service = _service,
            Operation = batch.Names.Add(span.Name),
            Peer = span.Row.PeerKind == PeerKind.None ? 0 : batch.Names.Add(span.Peer),
            Offset = offset,
            Length = message.Length,
        });
        return null;
    }

    private RejectReason? ReadLog(ReadOnlySpan<byte> message, int offset)
    {
        var log = new LogReader();
        if ((log.Read(message, window) ?? Admit()) is { } reason)
            return reason;
        if (log.IsUndated)
            Undated.Add(batch.Logs.Count);
        batch.Logs.Add(log.Row with { Context = _context, Service = _service, Offset = offset, Length = message.Length });
        return null;
    }

    /// <summary>Numbers service and context only when a record needs them: a scope without records costs two bytes to send.</summary>
    private RejectReason? Admit()
    {
        if (_resource.Length + _scope.Length > Rejections.MaxContextBytes)
            return RejectReason.ContextTooLarge;
        if (++_records > Rejections.MaxRecords)
            return RejectReason.TooManyRecords;
        if (_service == Unnumbered)
            _service = batch.Names.Add(_serviceName);
        if (_context == Unnumbered)
            _context = batch.Context(_resource, _scope);
        return null;
    }
}
