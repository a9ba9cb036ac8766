using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mem0Observability.Observer.Inbox;

/// <summary>What makes two deliveries the same: everything that is stored, whatever the order of alerts and labels.</summary>
/// <remarks>
/// Alertmanager numbers nothing. It keeps sending a notification until it sees a 2xx, with the same content each time, so an answer that got
/// lost brings the delivery again within seconds. A repeat (<c>repeat_interval</c>) has the same content too and is a notification of its own:
/// only the time between them tells the two apart, see <see cref="Storage.DeliveryStore"/>. The whole delivery is compared, not each alert: an alert that
/// comes again because its group has grown was notified again. FNV-1a with 128 bits, not a cryptographic hash: one of those would bring in
/// OpenSSL, 6 MB of memory, to tell apart what arrives within 20 s from senders that are trusted anyway.
/// </remarks>
internal static class DeliveryDigest
{
    private static readonly UInt128 s_offset = new(0x6c62272e07bb0142, 0x62b821756295c58d);
    private static readonly UInt128 s_prime = new(0x0000000001000000, 0x000000000000013b);

    public static byte[] Of(Delivery delivery)
    {
        var hash = s_offset;
        Append(ref hash, delivery.Receiver);
        Append(ref hash, delivery.GroupKey);
        foreach (var alert in delivery.Alerts.OrderBy(a => a.Fingerprint, StringComparer.Ordinal))
        {
            Append(ref hash, alert.Fingerprint);
            Append(ref hash, alert.Status);
            Append(ref hash, alert.StartsAt.UtcTicks);
            Append(ref hash, alert.EndsAt?.UtcTicks ?? 0);
            Append(ref hash, alert.Labels);
            Append(ref hash, alert.Annotations);
            Append(ref hash, alert.GeneratorUrl);
        }

        var digest = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(digest, hash);
        return digest;
    }

    private static void Append(ref UInt128 hash, IReadOnlyDictionary<string, string> pairs)
    {
        Append(ref hash, pairs.Count);
        foreach (var (name, value) in pairs.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            Append(ref hash, name);
            Append(ref hash, value);
        }
    }

    private static void Append(ref UInt128 hash, string text)
    {
        // With its length: "ab" + "c" must differ from "a" + "bc".
        Append(ref hash, text.Length);
        Append(ref hash, MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static void Append(ref UInt128 hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Append(ref hash, bytes);
    }

    private static void Append(ref UInt128 hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            hash = unchecked((hash ^ b) * s_prime);
    }
}
