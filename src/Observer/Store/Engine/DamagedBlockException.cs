namespace Mem0Observability.Observer.Store.Engine;

/// <summary>A block whose checksum or structure does not hold: the disk gave back something else than was written.</summary>
internal sealed class DamagedBlockException(string message, Exception? inner = null) : Exception(message, inner);
