using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Grpc.Core;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>Sends from several clients at once and keeps account of what was acknowledged.</summary>
/// <param name="firstBatch">Different where rows of several accounts are in one store.</param>
internal sealed partial class SentRows(long firstBatch = 0)
{
    private const int BatchRows = 100;

    private readonly SpanPayload[] _spans = [new(BatchRows, 1), new(BatchRows, 2)];
    private readonly LogPayload[] _logs = [new(BatchRows, 1), new(BatchRows, 2)];
    private readonly ConcurrentBag<long> _sentLogs = [];
    private readonly ConcurrentDictionary<long, bool> _acknowledgedLogs = [];
    private readonly ConcurrentBag<(long Batch, SpanPayload Payload)> _acknowledgedSpans = [];
    private ConcurrentBag<(long Batch, SpanPayload Payload)> _newest = [];
    private long _batch = firstBatch;

    /// <summary>What <see cref="OnceAsync"/> sends.</summary>
    public int RowsOfOne => _spans[0].Rows + _logs[0].Rows;

    public int Acknowledged => (_acknowledgedLogs.Count + _acknowledgedSpans.Count) * BatchRows;

    /// <summary>Sends until the server is gone or refuses.</summary>
    /// <returns>Why each client stopped.</returns>
    public async Task<IReadOnlyList<StatusCode>> UntilRefusedAsync(Uri address)
    {
        _newest = [];
        using var sender = new OtlpSender(address);
        return await Task.WhenAll([.. _spans.Select(p => Task.Run(() => SendAsync(sender, p))), .. _logs.Select(p => Task.Run(() => SendAsync(sender, p)))]);
    }

    /// <summary>One batch of each signal.</summary>
    /// <exception cref="RpcException">The server refused.</exception>
    public async Task OnceAsync(Uri address)
    {
        using var sender = new OtlpSender(address);
        await SendBatchAsync(sender, _spans[0]);
        await SendBatchAsync(sender, _logs[0]);
    }

    /// <summary>The spans that were acknowledged last, the ones at risk: every trace is there, and whole.</summary>
    public Task VerifyNewestSpansAsync(StoreClient store) => VerifyAsync(store, _newest.OrderByDescending(b => b.Batch).Take(3));

    /// <param name="batches">So many, evenly chosen.</param>
    public Task VerifySpansAsync(StoreClient store, int batches)
    {
        var all = _acknowledgedSpans.OrderBy(b => b.Batch).ToList();
        return VerifyAsync(store, all.Where((_, i) => i % Math.Max(1, all.Count / batches) == 0));
    }

    /// <summary>Every acknowledged record is there once; a batch without acknowledgement is there as a whole or not at all.</summary>
    public void VerifyLogs(IEnumerable<string> messages)
    {
        var found = new HashSet<ulong>();
        foreach (var message in messages)
        {
            if (RowId().Match(message) is { Success: true } id) found.Add(ulong.Parse(id.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).Should().BeTrue("a record is stored once: {0}", message);
        }

        foreach (var batch in _sentLogs)
        {
            var rows = Enumerable.Range(0, BatchRows).Count(r => found.Contains(RowIds.Log(batch, r)));
            if (_acknowledgedLogs.ContainsKey(batch)) rows.Should().Be(BatchRows, "batch {0} was acknowledged", batch);
            else rows.Should().BeOneOf([0, BatchRows], "a commit is all or nothing");
        }
    }

    private static async Task VerifyAsync(StoreClient store, IEnumerable<(long Batch, SpanPayload Payload)> batches)
    {
        foreach (var (batch, payload) in batches)
        {
            for (var trace = 0; trace < payload.Traces; trace++)
                (await store.SpansOfAsync(RowIds.TraceText(batch, trace))).Should().Be(payload.SpansOf(trace), "batch {0} was acknowledged", batch);
        }
    }

    private async Task<StatusCode> SendAsync(OtlpSender sender, IPayload payload)
    {
        try
        {
            while (true) await SendBatchAsync(sender, payload);
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode;
        }
    }

    private async Task SendBatchAsync(OtlpSender sender, IPayload payload)
    {
        var batch = Interlocked.Increment(ref _batch);
        payload.Renew(batch, TimeWindow.Now);
        if (payload is LogPayload) _sentLogs.Add(batch);
        await sender.SendAsync(payload, TestContext.Current.CancellationToken);
        if (payload is not SpanPayload spans)
        {
            _acknowledgedLogs[batch] = true;
            return;
        }

        _acknowledgedSpans.Add((batch, spans));
        _newest.Add((batch, spans));
    }

    [GeneratedRegex(@"\b[0-9a-f]{16}\b")]
    private static partial Regex RowId();
}
