using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Tests.Load;

/// <summary>Log records of about 150 bytes of text and four attributes; 80 % information, 15 % warnings, 5 % errors; 40 % belong to a trace.</summary>
internal sealed class LogPayload : IPayload
{
    /// <summary>In the traces of <see cref="SpanPayload"/>; a trace has about so many rows of its batch.</summary>
    private const int RowsPerTrace = 9;

    private const int Attributes = 6;

    private static readonly byte[] s_idMark = Encoding.ASCII.GetBytes(LogTemplate.IdMark);
    private static readonly StandardFormat s_long = new('x', 16);
    private static readonly StandardFormat s_short = new('x', 8);
    private readonly List<Place> _places = [];

    /// <param name="rows">How many.</param>
    /// <param name="seed">Different seeds give different words.</param>
    public LogPayload(int rows, int seed)
    {
        Rows = rows;
        var writer = new ProtoWriter(rows * 450);
        foreach (var service in Enumerable.Range(0, rows).GroupBy(r => ServiceOf(r)))
        {
            var resource = writer.BeginMessage(1);
            OtlpAttribute.WriteResource(writer, LogTemplate.Services[service.Key]);
            var scope = writer.BeginMessage(2);
            OtlpAttribute.WriteScope(writer, "opentelemetry.sdk._logs._internal");
            foreach (var row in service) Write(writer, row, seed);
            writer.EndMessage(scope);
            writer.EndMessage(resource);
        }

        Bytes = writer.Written.ToArray();
        Find();
    }

    public byte[] Bytes { get; }

    public int Rows { get; }

    public void Renew(long batch, TimeWindow window)
    {
        foreach (var place in _places)
        {
            var time = window.At(place.Row, Rows);
            BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(place.Time), time);
            BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(place.Observed), time + 100_000);
            var id = RowIds.Log(batch, place.Row);
            Utf8Formatter.TryFormat(id, Bytes.AsSpan(place.Text), out _, s_long);
            Utf8Formatter.TryFormat((uint)id, Bytes.AsSpan(place.Request), out _, s_short);
            if (place.TraceId == 0) continue;
            var (high, low) = RowIds.Trace(batch, place.Row / RowsPerTrace);
            BinaryPrimitives.WriteUInt64BigEndian(Bytes.AsSpan(place.TraceId), high);
            BinaryPrimitives.WriteUInt64BigEndian(Bytes.AsSpan(place.TraceId + 8), low);
            BinaryPrimitives.WriteUInt64BigEndian(Bytes.AsSpan(place.SpanId), RowIds.Span(low, 0));
        }
    }

    /// <summary>Most come from the API.</summary>
    private static int ServiceOf(int row) => (row % 10) switch
    {
        < 6 => 0,
        < 8 => 1,
        8 => 2,
        _ => 3,
    };

    private static void Write(ProtoWriter writer, int row, int seed)
    {
        Span<byte> id = stackalloc byte[16];
        var random = RowIds.Mix(((ulong)seed << 32) + (ulong)row);
        var (severity, level, texts) = (random % 100) switch
        {
            < 80 => (9u, "INFO", LogTemplate.Information),
            < 95 => (13u, "WARN", LogTemplate.Warning),
            _ => (17u, "ERROR", LogTemplate.Error),
        };
        var record = writer.BeginMessage(2);
        // For Find, the number of the row.
        writer.Fixed64(1, (ulong)row);
        writer.Varint(2, severity);
        writer.Text(3, level);
        var body = writer.BeginMessage(5);
        writer.Text(1, Fill(texts[random / 100 % (ulong)texts.Length], random));
        writer.EndMessage(body);
        OtlpAttribute.Write(writer, Attributes, "request_id", LogTemplate.IdMark[..8]);
        OtlpAttribute.Write(writer, Attributes, "code.function.name", "mem0.memory.main." + Vocabulary.Words[row % 30]);
        OtlpAttribute.Write(writer, Attributes, "code.line.number", 100 + (row % 900));
        OtlpAttribute.Write(writer, Attributes, "thread.name", $"AnyIO worker thread {row % 40}");
        if (row % 5 < 2)
        {
            writer.Fixed32(8, 1);
            writer.Bytes(9, id);
            writer.Bytes(10, id[..8]);
        }

        writer.Fixed64(11, (ulong)row);
        writer.EndMessage(record);
    }

    private static string Fill(string template, ulong random)
    {
        var text = new StringBuilder(template.Replace("{id}", LogTemplate.IdMark, StringComparison.Ordinal));
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '{') continue;
            random = RowIds.Mix(random);
            var value = text[at + 1] == 'w' ? Vocabulary.Pick(random) : (random % 1000).ToString(CultureInfo.InvariantCulture);
            text.Remove(at, 3).Insert(at, value);
        }

        return text.ToString();
    }

    private void Find()
    {
        foreach (var (_, resource) in Message.Of(Bytes))
        {
            foreach (var (_, scope) in Message.Of(Bytes, resource).Where(f => f.Number == 2))
            {
                foreach (var (_, record) in Message.Of(Bytes, scope).Where(f => f.Number == 2)) _places.Add(Locate(record));
            }
        }
    }

    private Place Locate(Range record)
    {
        var place = new Place();
        foreach (var (number, range) in Message.Of(Bytes, record))
        {
            var at = range.Start.Value;
            var value = Bytes.AsSpan(range);
            switch (number)
            {
                case 1: (place.Time, place.Row) = (at, (int)BinaryPrimitives.ReadInt64LittleEndian(value)); break;
                case 5: place.Text = at + value.IndexOf(s_idMark); break;
                case Attributes when place.Request == 0: place.Request = at + value.IndexOf(s_idMark.AsSpan(0, 8)); break;
                case 9: place.TraceId = at; break;
                case 10: place.SpanId = at; break;
                case 11: place.Observed = at; break;
                default: break;
            }
        }

        return place;
    }

    /// <summary>Offsets of what changes in one record; zero for what it does not have.</summary>
    private sealed class Place
    {
        public int Row, Time, Observed, Text, Request, TraceId, SpanId;
    }
}
