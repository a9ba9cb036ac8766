using System.Globalization;
using System.Text;
using Mem0Observability.Observer.Store.Blocks;
using Mem0Observability.Observer.Store.Engine;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Observer.Store.Queries;

/// <summary>A search in the numbers of one partition. What it lets through are candidates; <see cref="LogMatcher"/> has the last word.</summary>
internal sealed class LogFilter
{
    private static readonly string[] s_levels = ["Trace", "Debug", "Information", "Warning", "Error", "Fatal"];

    private readonly LogSearch _search;
    private readonly HashSet<int>? _services;

    private LogFilter(LogSearch search, HashSet<int>? services)
    {
        (_search, _services) = (search, services);
        (Start, End) = (UnixNanoseconds.Of(search.Start), UnixNanoseconds.Of(search.End));
        Query = search.Query;
        TraceKey = search.TraceId is { } trace ? ulong.Parse(trace.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : null;
        RequestKey = search.RequestId is { } request ? TelemetryBatch.Hash(Encoding.UTF8.GetBytes(request)) : null;
    }

    /// <summary>Nanoseconds, included.</summary>
    public long Start { get; }

    /// <summary>Nanoseconds, not included.</summary>
    public long End { get; }

    public LogQuery? Query { get; }

    public ulong? TraceKey { get; }

    public ulong? RequestKey { get; }

    /// <summary>One that the index of keys knows.</summary>
    public ulong? Key => TraceKey ?? RequestKey;

    /// <summary>Time, service and level say it all.</summary>
    public bool IsPlain => Query is null && Key is null;

    /// <summary>Null where nothing in the partition can match.</summary>
    public static LogFilter? Of(LogSearch search, Partition partition, Database database)
    {
        if (search.Services.Count == 0)
            return new LogFilter(search, null);
        HashSet<int> services = [.. search.Services.Select(s => partition.Number(database, s)).OfType<int>()];
        return services.Count == 0 ? null : new LogFilter(search, services);
    }

    public static string Level(byte severity) => severity is 0 or > 24 ? "" : s_levels[(severity - 1) / 4];

    public bool Admits(long time, int service, byte severity) => time >= Start && time < End && AdmitsKind(service, severity);

    public bool AdmitsKind(int service, byte severity) =>
        (_services is null || _services.Contains(service))
        && (_search.Levels.Count == 0 || _search.Levels.Contains(Level(severity), StringComparer.OrdinalIgnoreCase));

    /// <summary>For a record that is in no index yet.</summary>
    public bool MayMatch(in LogRow row, ReadOnlySpan<byte> message)
    {
        if (!Admits(row.Time, row.Service, row.Severity)
            || (TraceKey is { } trace && row.TraceLow != trace)
            || (RequestKey is { } request && row.Request != request))
        {
            return false;
        }

        if (Query is null)
            return true;
        var terms = new HashSet<uint>();
        LogTerms.Visit(message, row, hash => terms.Add(hash));
        return MayMatch(Query, terms);
    }

    /// <summary>The rows of a block that may match, by its index.</summary>
    /// <param name="index">Of the block's words.</param>
    /// <param name="count">Rows of the block.</param>
    /// <param name="ofResource">The rows whose resource has an attribute; null where there are none.</param>
    public RowSet Candidates(ReadOnlySpan<byte> index, int count, Func<LogQuery.Attribute, RowSet?> ofResource)
    {
        ByteReader.Verified(index);
        RowSet rows = Query is null ? RowSet.All(count) : Find(Query, index, count, ofResource);
        foreach (ulong key in new[] { TraceKey, RequestKey }.OfType<ulong>())
        {
            var holders = new RowSet(count);
            TermIndex.Find(index, Tokenizer.HashKey(key), holders);
            rows.And(holders);
        }

        return rows;
    }

    private static bool MayMatch(LogQuery query, HashSet<uint> terms) => query switch
    {
        LogQuery.Text text => Hashes(text).TrueForAll(terms.Contains),
        LogQuery.And and => MayMatch(and.Left, terms) && MayMatch(and.Right, terms),
        LogQuery.Or or => MayMatch(or.Left, terms) || MayMatch(or.Right, terms),
        // An attribute may be the resource's, and what lacks a word cannot be told from what lacks the phrase.
        _ => true,
    };

    private static RowSet Find(LogQuery query, ReadOnlySpan<byte> index, int count, Func<LogQuery.Attribute, RowSet?> ofResource)
    {
        switch (query)
        {
            case LogQuery.Text text:
                RowSet all = RowSet.All(count);
                foreach (uint hash in Hashes(text))
                {
                    var holders = new RowSet(count);
                    TermIndex.Find(index, hash, holders);
                    all.And(holders);
                }

                return all;
            case LogQuery.Attribute attribute:
                RowSet rows = ofResource(attribute) ?? new RowSet(count);
                TermIndex.Find(index, Tokenizer.HashAttribute(Encoding.UTF8.GetBytes(attribute.Key), Encoding.UTF8.GetBytes(attribute.Value)), rows);
                return rows;
            case LogQuery.And and:
                RowSet both = Find(and.Left, index, count, ofResource);
                both.And(Find(and.Right, index, count, ofResource));
                return both;
            case LogQuery.Or or:
                RowSet either = Find(or.Left, index, count, ofResource);
                either.Or(Find(or.Right, index, count, ofResource));
                return either;
            default:
                return RowSet.All(count);
        }
    }

    private static List<uint> Hashes(LogQuery.Text text)
    {
        var hashes = new List<uint>();
        LogTerms.AddWords(Encoding.UTF8.GetBytes(text.Value), hashes.Add);
        return hashes;
    }
}
