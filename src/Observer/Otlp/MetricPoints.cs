using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>Counts the data points of a metrics request; nothing else of it is needed.</summary>
internal static class MetricPoints
{
    private const int Points = 4;

    /// <exception cref="MalformedProtobufException">The bytes are no <c>ExportMetricsServiceRequest</c>.</exception>
    public static int Count(ReadOnlySpan<byte> request) => Below(request, level: 0);

    /// <param name="level">0 request, 1 resource, 2 scope, 3 metric, 4 its kind with the points.</param>
    private static int Below(ReadOnlySpan<byte> message, int level)
    {
        var count = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (!LeadsToPoints(level, field))
            {
                reader.Skip(type);
                continue;
            }

            var below = reader.Message(type);
            count += level == Points ? 1 : Below(below, level + 1);
        }

        return count;
    }

    private static bool LeadsToPoints(int level, int field) => level switch
    {
        0 or Points => field == 1,
        1 or 2 => field == 2,
        // Gauge, sum, histogram, exponential histogram, summary.
        _ => field is 5 or 7 or 9 or 10 or 11,
    };
}
