using System.Buffers.Binary;

namespace Mem0Observability.Observer.Store;

/// <summary>Resource and scope of a row as one value: the resource's length in four bytes, the resource, the scope.</summary>
internal static class StoredContext
{
    private const int Prefix = sizeof(int);

    public static byte[] Join(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> scope)
    {
        byte[] joined = new byte[Prefix + resource.Length + scope.Length];
        BinaryPrimitives.WriteInt32LittleEndian(joined, resource.Length);
        resource.CopyTo(joined.AsSpan(Prefix));
        scope.CopyTo(joined.AsSpan(Prefix + resource.Length));
        return joined;
    }

    public static ReadOnlySpan<byte> Resource(ReadOnlySpan<byte> joined) => joined.Slice(Prefix, BinaryPrimitives.ReadInt32LittleEndian(joined));

    public static ReadOnlySpan<byte> Scope(ReadOnlySpan<byte> joined) => joined[(Prefix + BinaryPrimitives.ReadInt32LittleEndian(joined))..];
}
