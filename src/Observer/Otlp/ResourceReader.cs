using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>Checks a <c>Resource</c> or an <c>InstrumentationScope</c>.</summary>
internal static class ResourceReader
{
    /// <returns>The value of <c>service.name</c>, or what the specification puts in its place.</returns>
    public static ReadOnlySpan<byte> ReadService(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> service = default;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field)
            {
                case 1:
                    var attribute = OtlpAttribute.Read(reader.Message(type));
                    if (attribute.Key.SequenceEqual("service.name"u8))
                        service = attribute.Text;
                    break;
                case 2:
                    reader.Number(type);
                    break;
                case 3:
                    CheckEntity(reader.Message(type));
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return service.IsEmpty ? "unknown_service"u8 : service;
    }

    public static void CheckScope(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field)
            {
                case 1 or 2:
                    reader.Text(type);
                    break;
                case 3:
                    OtlpAttribute.Read(reader.Message(type));
                    break;
                case 4:
                    reader.Number(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
    }

    private static void CheckEntity(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field is >= 1 and <= 4)
                reader.Text(type);
            else
                reader.Skip(type);
        }
    }
}
