using System.IO.Compression;
using ZstdSharp;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

internal static class Compressed
{
    public static byte[] As(string encoding, byte[] bytes)
    {
        if (encoding == "zstd")
        {
            using var compressor = new Compressor();
            return compressor.Wrap(bytes).ToArray();
        }

        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return target.ToArray();
    }
}
