using System.Globalization;
using Mem0Observability.Compose;

namespace Mem0Observability.Stack;

/// <summary>How full Elasticsearch lets its disk become: a share of it that may be used, as <c>95%</c>, or what must stay free, as <c>2gb</c>.</summary>
internal sealed record Watermark(double? Share, long Bytes)
{
    private const string Prefix = "cluster.routing.allocation.disk.watermark.";

    /// <param name="usual">Elasticsearch's own value, where the compose file gives none.</param>
    public static Watermark Of(ServiceSpec service, string level, string usual)
    {
        var text = service.Environment.GetValueOrDefault(Prefix + level, usual);
        if (text.EndsWith('%')) return new(double.Parse(text[..^1], CultureInfo.InvariantCulture) / 100, 0);
        return new(null, ByteSize.TryParse(text) ?? 0);
    }

    /// <summary>What must stay free of a disk.</summary>
    public long Free(long total) => Share is { } share ? (long)(total * (1 - share)) : Bytes;
}
