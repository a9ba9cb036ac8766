using System.Globalization;
using System.Text;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Tests.Unit.Observer.Tail;

/// <summary>A stored log record, decoded again.</summary>
internal sealed record TailRecord(LogRow Row, string Service, string Body, IReadOnlyDictionary<string, string> Attributes, IReadOnlyDictionary<string, string> Resource)
{
    public string Level { get; private init; } = "";

    public string? TraceId { get; private init; }

    public string? SpanId { get; private init; }

    public static TailRecord Decode(LogRow row, string service, ReadOnlySpan<byte> message, ReadOnlySpan<byte> resource)
    {
        var attributes = new Dictionary<string, string>();
        string body = "";
        string level = "";
        string? trace = null;
        string? span = null;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            switch (field)
            {
                case 1:
                    ((long)reader.ReadFixed64()).Should().Be(row.Time);
                    break;
                case 2:
                    reader.ReadVarint().Should().Be(row.Severity);
                    break;
                case 3:
                    level = Encoding.UTF8.GetString(reader.ReadBytes());
                    break;
                case 5:
                    body = Any(reader.ReadBytes());
                    break;
                case 6:
                    Pair(reader.ReadBytes(), attributes);
                    break;
                case 9:
                    trace = Convert.ToHexStringLower(reader.ReadBytes());
                    break;
                case 10:
                    span = Convert.ToHexStringLower(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        string.Concat(row.TraceHigh.ToString("x16", CultureInfo.InvariantCulture), row.TraceLow.ToString("x16", CultureInfo.InvariantCulture)).Should().Be(trace ?? new string('0', 32));
        row.SpanId.ToString("x16", CultureInfo.InvariantCulture).Should().Be(span ?? new string('0', 16));
        row.Request.Should().Be(attributes.TryGetValue("request_id", out string? id) ? TelemetryBatch.Hash(Encoding.UTF8.GetBytes(id)) : 0);
        return new TailRecord(row, service, body, attributes, Resources(resource)) { Level = level, TraceId = trace, SpanId = span };
    }

    private static Dictionary<string, string> Resources(ReadOnlySpan<byte> resource)
    {
        var attributes = new Dictionary<string, string>();
        var reader = new ProtoReader(resource);
        while (reader.TryReadTag(out _, out _))
            Pair(reader.ReadBytes(), attributes);
        return attributes;
    }

    private static void Pair(ReadOnlySpan<byte> pair, Dictionary<string, string> attributes)
    {
        var reader = new ProtoReader(pair);
        reader.TryReadTag(out _, out _).Should().BeTrue();
        string key = Encoding.UTF8.GetString(reader.ReadBytes());
        reader.TryReadTag(out _, out _).Should().BeTrue();
        attributes.Add(key, Any(reader.ReadBytes()));
    }

    private static string Any(ReadOnlySpan<byte> value)
    {
        var reader = new ProtoReader(value);
        reader.TryReadTag(out int field, out _).Should().BeTrue();
        return field switch
        {
            1 => Encoding.UTF8.GetString(reader.ReadBytes()),
            2 => reader.ReadVarint() == 1 ? "true" : "false",
            3 => ((long)reader.ReadVarint()).ToString(CultureInfo.InvariantCulture),
            _ => BitConverter.UInt64BitsToDouble(reader.ReadFixed64()).ToString(CultureInfo.InvariantCulture),
        };
    }
}
