using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mem0Observability.Observer.Inbox;

/// <summary>What makes two deliveries the same: everything that is stored, whatever the order of alerts and labels.</summary>
/// <remarks>
/// Alertmanager numbers nothing. It keeps sending a notification until it sees a 2xx, with the same content each time, so an answer that got
/// lost brings the delivery again within seconds. A repeat (<c>repeat_interval</c>) has the same content too and is a notification of its own:
/// only the time between them tells the two apart, see <see cref="Storage.DeliveryStore"/>. The whole delivery is compared, not each alert: an alert that
/// comes again because its group has grown was notified again.
/// </remarks>
internal static class DeliveryDigest
{
    public static byte[] Of(Delivery delivery)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, delivery.Receiver);
        Append(hash, delivery.GroupKey);
        foreach (var alert in delivery.Alerts.OrderBy(a => a.Fingerprint, StringComparer.Ordinal))
        {
            Append(hash, alert.Fingerprint);
            Append(hash, alert.Status);
            Append(hash, alert.StartsAt.UtcTicks);
            Append(hash, alert.EndsAt?.UtcTicks ?? 0);
            Append(hash, alert.Labels);
            Append(hash, alert.Annotations);
            Append(hash, alert.GeneratorUrl);
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, IReadOnlyDictionary<string, string> pairs)
    {
        Append(hash, pairs.Count);
        foreach (var (name, value) in pairs.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, value);
        }
    }

    private static void Append(IncrementalHash hash, string text)
    {
        // With its length: "ab" + "c" must differ from "a" + "bc".
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
