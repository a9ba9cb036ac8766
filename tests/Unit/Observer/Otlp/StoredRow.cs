using System.Text;
using Mem0Observability.Observer.Store;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

/// <summary>A row with its names looked up and its message cut out.</summary>
internal sealed record StoredRow(string Service, string Operation, string? Peer, byte[] Message, byte[] Context, SpanRow Span, LogRow Log)
{
    public static IReadOnlyList<StoredRow> All(TelemetryBatch batch) =>
        [.. batch.Spans.Select(row => Of(batch, row)), .. batch.Logs.Select(row => Of(batch, row))];

    public static StoredRow Of(TelemetryBatch batch, SpanRow row) => new(
        Name(batch, row.Service),
        Name(batch, row.Operation),
        row.PeerKind == PeerKind.None ? null : Name(batch, row.Peer),
        batch.Payload.Slice(row.Offset, row.Length).ToArray(),
        batch.Contexts[row.Context],
        row,
        default);

    public static StoredRow Of(TelemetryBatch batch, LogRow row) => new(
        Name(batch, row.Service),
        "",
        null,
        batch.Payload.Slice(row.Offset, row.Length).ToArray(),
        batch.Contexts[row.Context],
        default,
        row);

    private static string Name(TelemetryBatch batch, int index) => Encoding.UTF8.GetString(batch.Names[index]);
}
