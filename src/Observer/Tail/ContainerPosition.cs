namespace Mem0Observability.Observer.Tail;

/// <summary>How far a container's log is stored: everything of a stream before its mark, nothing of it after.</summary>
/// <remarks>
/// One mark per stream, for a traceback on one stream may still be growing while later lines of the other are stored already.
/// </remarks>
internal readonly record struct ContainerPosition(FileMark Output, FileMark Error)
{
    private const byte Version = 1;

    /// <summary>The source under which the store keeps it.</summary>
    public static string Key(string containerId) => KeyPrefix + containerId;

    public const string KeyPrefix = "container/";

    public FileMark this[int stream] => stream == 0 ? Output : Error;

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[1 + (2 * FileMark.Size)];
        bytes[0] = Version;
        Output.Write(bytes.AsSpan(1));
        Error.Write(bytes.AsSpan(1 + FileMark.Size));
        return bytes;
    }

    /// <returns>Null where the bytes are those of no position, or of a forgotten one.</returns>
    public static ContainerPosition? FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 1 + (2 * FileMark.Size) && bytes[0] == Version
            ? new ContainerPosition(FileMark.Read(bytes[1..]), FileMark.Read(bytes[(1 + FileMark.Size)..]))
            : null;
}
