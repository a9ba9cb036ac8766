using Mem0Observability.Observer.Store;

namespace Mem0Observability.Observer.Otlp;

/// <summary>Finds whom a client span talks to among its attributes; the most telling attribute wins, in whichever order they come.</summary>
/// <remarks>Current and former names of the semantic conventions for databases and language models.</remarks>
internal ref struct SpanPeer()
{
    private const int FirstNamed = 4;
    private const int Unknown = int.MaxValue;

    private int _rank = Unknown;

    public ReadOnlySpan<byte> Name { get; private set; }

    public readonly PeerKind Kind => _rank switch
    {
        Unknown => PeerKind.None,
        < FirstNamed => PeerKind.Database,
        _ => PeerKind.Named,
    };

    public void Offer(OtlpAttribute attribute)
    {
        var rank = Rank(attribute.Key);
        if (rank >= _rank || attribute.Text.IsEmpty)
            return;
        _rank = rank;
        Name = attribute.Text;
    }

    private static int Rank(ReadOnlySpan<byte> key) => key.Length switch
    {
        7 when key.SequenceEqual("db.name"u8) => 3,
        9 when key.SequenceEqual("db.system"u8) => 1,
        12 when key.SequenceEqual("db.namespace"u8) => 2,
        12 when key.SequenceEqual("peer.service"u8) => FirstNamed,
        13 when key.SequenceEqual("gen_ai.system"u8) => 6,
        14 when key.SequenceEqual("db.system.name"u8) => 0,
        14 when key.SequenceEqual("server.address"u8) => 7,
        20 when key.SequenceEqual("gen_ai.provider.name"u8) => 5,
        _ => Unknown,
    };
}
