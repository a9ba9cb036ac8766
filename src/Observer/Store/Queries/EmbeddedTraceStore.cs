using Mem0Observability.Model;
using Mem0Observability.Observer.Store.Blocks;
using Mem0Observability.Observer.Store.Engine;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Observer.Store.Queries;

/// <summary>Searches the embedded store. A damaged partition is reported once, by log and metric, and the others answer.</summary>
internal sealed class EmbeddedTraceStore(PartitionSet partitions) : ITraceStore, ITelemetryStatistics
{
    private static readonly string[] s_kinds = ["", "internal", "server", "client", "producer", "consumer"];

    public Task<IReadOnlyList<string>> ServicesAsync(CancellationToken cancellationToken)
    {
        var services = new SortedSet<string>(StringComparer.Ordinal);
        Each((partition, database) =>
        {
            using Statement statement = database.Prepare("SELECT DISTINCT service FROM operation");
            while (statement.Step())
                services.Add(partition.Name(database, (int)statement.Long(0)));
        }, cancellationToken);
        return Task.FromResult<IReadOnlyList<string>>([.. services]);
    }

    public Task<IReadOnlyList<TraceOperation>> OperationsAsync(string service, CancellationToken cancellationToken)
    {
        var operations = new HashSet<TraceOperation>();
        Each((partition, database) =>
        {
            if (partition.Number(database, service) is not { } number)
                return;
            using Statement statement = database.Prepare("SELECT operation, kind FROM operation WHERE service = ?");
            statement.Bind(1, number);
            while (statement.Step())
                operations.Add(new TraceOperation(partition.Name(database, (int)statement.Long(0)), s_kinds[Math.Min(statement.Long(1), 5)]));
        }, cancellationToken);
        return Task.FromResult<IReadOnlyList<TraceOperation>>(
            [.. operations.OrderBy(o => o.Name, StringComparer.Ordinal).ThenBy(o => o.Kind, StringComparer.Ordinal)]);
    }

    public Task<IReadOnlyList<Trace>> FindAsync(TraceSearch search, CancellationToken cancellationToken)
    {
        var scan = new TraceScan(search, cancellationToken);
        Each(scan.Read, cancellationToken);
        return Task.FromResult<IReadOnlyList<Trace>>([.. scan.Found.Select(id => Assemble(id, cancellationToken)).OfType<Trace>()]);
    }

    public Task<Trace?> GetAsync(string traceId, CancellationToken cancellationToken) => Task.FromResult(Assemble(traceId, cancellationToken));

    public Task<IReadOnlyList<ServiceEdge>> DependenciesAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var edges = new Dictionary<(string Client, string Server, ConnectionType Type), EdgeCell>();
        Each((partition, database) =>
        {
            using Statement statement = database.Prepare("SELECT client, server, type, data FROM edge WHERE minute BETWEEN ? AND ?");
            statement.Bind(1, Minute(start)).Bind(2, Minute(end));
            while (statement.Step())
            {
                var key = (partition.Name(database, (int)statement.Long(0)), partition.Name(database, (int)statement.Long(1)), (ConnectionType)statement.Long(2));
                if (!edges.TryGetValue(key, out EdgeCell? cell))
                    edges.Add(key, cell = new EdgeCell());
                cell.Read(statement.Blob(3));
            }
        }, cancellationToken);
        return Task.FromResult<IReadOnlyList<ServiceEdge>>([.. edges
            .Select(e => new ServiceEdge(
                e.Key.Client, e.Key.Server, e.Value.Durations.Count, e.Value.Errors, e.Value.Durations.Quantile(0.95), ConnectionTypes.Label(e.Key.Type)))
            .OrderByDescending(e => e.Calls)]);
    }

    public Task<IReadOnlyList<OperationLatency>> LatenciesAsync(
        string? service, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var cells = new Dictionary<(string Service, string Operation), SpanRollup.Cell>();
        Each((partition, database) => ReadLatencies(partition, database, service, (Minute(start), Minute(end)), cells), cancellationToken);
        return Task.FromResult<IReadOnlyList<OperationLatency>>([.. cells
            .Select(c => new OperationLatency(
                c.Key.Service,
                c.Key.Operation,
                c.Value.Durations.Count,
                c.Value.Errors,
                c.Value.Durations.Quantile(0.5),
                c.Value.Durations.Quantile(0.95),
                c.Value.Durations.Quantile(0.99)))
            .OrderByDescending(l => l.Calls)]);
    }

    private static long Minute(DateTimeOffset time) => UnixNanoseconds.Of(time) / SpanRollup.Minute;

    private static void ReadLatencies(
        Partition partition,
        Database database,
        string? service,
        (long First, long Last) minutes,
        Dictionary<(string Service, string Operation), SpanRollup.Cell> cells)
    {
        int? wanted = service is null ? null : partition.Number(database, service) ?? -1;
        var known = new Dictionary<(int Service, int Operation), SpanRollup.Cell>();
        using (Statement blocks = database.Prepare("SELECT rollup FROM span_block WHERE last >= ? AND first < ?"))
        {
            blocks.Bind(1, minutes.First * SpanRollup.Minute).Bind(2, (minutes.Last + 1) * SpanRollup.Minute);
            while (blocks.Step())
                SpanRollup.Read(blocks.Blob(0), Cell);
        }

        using Statement head = database.Prepare("SELECT data FROM head WHERE signal = ?");
        head.Bind(1, HeadSignal.Spans);
        while (head.Step())
        {
            foreach (ref readonly SpanRow row in HeadEntry<SpanRow>.Read(head.Blob(0)).Rows)
                Cell(new SpanRollup.Key(row.Start / SpanRollup.Minute, row.Service, row.Operation, row.Kind))?.Add(row.Duration, row.Status == 2);
        }

        SpanRollup.Cell? Cell(SpanRollup.Key key)
        {
            if (key.Kind is not (2 or 5) || key.Minute < minutes.First || key.Minute > minutes.Last || (wanted is not null && key.Service != wanted))
                return null;
            if (known.TryGetValue((key.Service, key.Operation), out SpanRollup.Cell? cell))
                return cell;
            var name = (partition.Name(database, key.Service), partition.Name(database, key.Operation));
            if (!cells.TryGetValue(name, out cell))
                cells.Add(name, cell = new SpanRollup.Cell());
            known.Add((key.Service, key.Operation), cell);
            return cell;
        }
    }

    private Trace? Assemble(string traceId, CancellationToken cancellationToken)
    {
        var spans = new List<TraceSpan>();
        Each((_, database) => TraceLookup.Read(database, traceId, spans), cancellationToken);
        return spans.Count == 0 ? null : TraceAssembly.Of(traceId, spans);
    }

    private void Each(Action<Partition, Database> question, CancellationToken cancellationToken)
    {
        foreach (Partition partition in partitions.NewestFirst)
        {
            cancellationToken.ThrowIfCancellationRequested();
            partitions.TryRead(partition, database => question(partition, database));
        }
    }
}
