using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Mem0Observability.Observer.Store;

namespace Mem0Observability.Observer.Otlp;

/// <summary>Writes the time of arrival into log records that bear none, so that whoever reads the stored record finds it there.</summary>
internal static class ArrivalTime
{
    /// <summary>Tag of <c>observed_time_unix_nano</c>: field 11, 64 bits.</summary>
    private const byte ObservedTag = (11 << 3) | 1;

    private const int FieldSize = 1 + sizeof(long);

    /// <param name="rows">Indexes of log rows.</param>
    public static void Stamp(TelemetryBatch batch, IReadOnlyList<int> rows)
    {
        var logs = CollectionsMarshal.AsSpan(batch.Logs);
        foreach (var index in rows)
        {
            ref var row = ref logs[index];
            var offset = batch.PayloadLength;
            var stamped = batch.Reserve(row.Length + FieldSize);
            batch.Payload.Slice(row.Offset, row.Length).CopyTo(stamped);
            // The last value of a field counts, so one at the end also overrules a zero before it.
            stamped[row.Length] = ObservedTag;
            BinaryPrimitives.WriteInt64LittleEndian(stamped[(row.Length + 1)..], row.Time);
            (row.Offset, row.Length) = (offset, stamped.Length);
        }
    }
}
