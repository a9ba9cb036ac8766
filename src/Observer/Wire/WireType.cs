namespace Mem0Observability.Observer.Wire;

/// <summary>How a protobuf field is encoded; groups (3, 4) are not used by OTLP and count as malformed.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
