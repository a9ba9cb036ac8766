namespace Mem0Observability.Observer.Wire;

/// <summary>Bytes that are no protobuf message of the expected kind. The message never quotes them.</summary>
internal sealed class MalformedProtobufException(string message) : Exception(message);
