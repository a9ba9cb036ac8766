namespace Mem0Observability.Observer.Otlp.Json;

/// <summary>How a field looks in OTLP's JSON, and thereby what it is on the wire.</summary>
internal enum JsonKind
{
    Text,

    /// <summary>Hexadecimal: OTLP's own exception from protobuf's rules, for trace and span ids.</summary>
    Hex,
    Base64,
    Bool,

    /// <summary>A number, or a string with one.</summary>
    Varint,
    Fixed64,
    Fixed32,
    Double,

    /// <summary>A number, or the name of one.</summary>
    Enum,
    Message,
}
