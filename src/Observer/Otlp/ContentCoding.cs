using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Mem0Observability.Observer.Otlp;

/// <summary>The ways in which senders compress.</summary>
internal static class ContentCoding
{
    public const string Gzip = "gzip";
    public const string Zstd = "zstd";
    public const string Identity = "identity";

    /// <summary>log2 of the bytes that a frame may look back. A request cannot be larger; the default would let one demand 128 MiB.</summary>
    private const int ZstdWindow = 24;

    public static Stream Decompress(string coding, Stream compressed)
    {
        if (coding == Identity)
            return compressed;
        if (coding == Gzip)
            return new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true);

        var stream = new DecompressionStream(compressed, leaveOpen: true);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, ZstdWindow);
        return stream;
    }
}
