using System.IO.Compression;
using Grpc.Net.Compression;

namespace Mem0Observability.Observer.Otlp.Grpc;

/// <summary>Decompression that stops at the size limit: the framework's own does not bound what a message grows to.</summary>
internal sealed class BoundedDecompression(string encoding, int limit) : ICompressionProvider
{
    public string EncodingName => encoding;

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        throw new NotSupportedException("Answers are short and go out as they are.");

    public Stream CreateDecompressionStream(Stream stream) => new BoundedStream(stream, encoding, limit);
}
