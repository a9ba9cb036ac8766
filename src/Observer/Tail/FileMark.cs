using System.Buffers.Binary;

namespace Mem0Observability.Observer.Tail;

/// <summary>A place in a log file that is found again after rotation and restart.</summary>
/// <param name="Inode">Of the file.</param>
/// <param name="Offset">Bytes from the start of the file.</param>
/// <param name="Fingerprint">Hash of the bytes just before <paramref name="Offset"/>: an inode number comes again as soon as its file is deleted.</param>
/// <param name="FingerprintLength">How many bytes are hashed.</param>
/// <param name="Time">Of the last line before; nanoseconds since the Unix epoch.</param>
internal readonly record struct FileMark(ulong Inode, long Offset, ulong Fingerprint, byte FingerprintLength, long Time)
{
    public const int Size = 33;

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, Inode);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], Offset);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], Fingerprint);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], Time);
        target[32] = FingerprintLength;
    }

    public static FileMark Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(source),
        BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
        source[32],
        BinaryPrimitives.ReadInt64LittleEndian(source[24..]));
}
