using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Tests.Load;

/// <summary>Where the fields of a protobuf message lie; what comes before a field moves it, so this is known only when all is written.</summary>
internal static class Message
{
    public static IReadOnlyList<(int Number, Range Value)> Of(byte[] bytes) => Of(bytes, 0..bytes.Length);

    public static IReadOnlyList<(int Number, Range Value)> Of(byte[] bytes, Range message)
    {
        var fields = new List<(int, Range)>();
        var origin = message.Start.Value;
        var reader = new ProtoReader(bytes.AsSpan(message));
        while (reader.TryReadTag(out var number, out var type))
        {
            var start = reader.Position;
            if (type == WireType.Bytes) start = -reader.ReadBytes().Length + reader.Position;
            else reader.Skip(type);
            fields.Add((number, (origin + start)..(origin + reader.Position)));
        }

        return fields;
    }
}
