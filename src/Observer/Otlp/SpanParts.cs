using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>Checks what a span holds besides its own fields.</summary>
internal static class SpanParts
{
    public static void CheckEvent(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field)
            {
                case 1:
                    reader.Fixed64(type);
                    break;
                case 2:
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

    public static void CheckLink(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field)
            {
                case 1:
                    reader.Id(type, 16);
                    break;
                case 2:
                    reader.Id(type, 8);
                    break;
                case 3:
                    reader.Text(type);
                    break;
                case 4:
                    OtlpAttribute.Read(reader.Message(type));
                    break;
                case 5:
                    reader.Number(type);
                    break;
                case 6:
                    reader.Fixed32(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
    }

    /// <returns>The code, as sent.</returns>
    public static ulong ReadStatus(ReadOnlySpan<byte> message)
    {
        ulong code = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field)
            {
                case 2:
                    reader.Text(type);
                    break;
                case 3:
                    code = reader.Number(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return code;
    }
}
