using System.Globalization;
using System.Text;

namespace Mem0Observability.Signals;

/// <summary>Identity of alerts by their labels.</summary>
internal static class AlertLabels
{
    /// <summary>Alertmanager's fingerprint: FNV-1a, 64 bits, over the sorted names and values with 0xFF after each.</summary>
    public static string Fingerprint(IReadOnlyDictionary<string, string> labels)
    {
        ulong hash = 14695981039346656037;
        foreach ((string name, string value) in labels.OrderBy(l => l.Key, StringComparer.Ordinal))
            hash = Mix(Mix(hash, name), value);

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the router's labels are those of the rule plus, at most, the metric store's external labels.</summary>
    public static bool IsSameAlert(IReadOnlyDictionary<string, string> ofRule, IReadOnlyDictionary<string, string> ofRouter) =>
        ofRule.All(l => ofRouter.TryGetValue(l.Key, out string? value) && value == l.Value);

    private static ulong Mix(ulong hash, string text)
    {
        foreach (byte b in Encoding.UTF8.GetBytes(text).Append((byte)0xFF))
            hash = unchecked((hash ^ b) * 1099511628211);

        return hash;
    }
}
