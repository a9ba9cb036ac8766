using System.Globalization;
using Mem0Observability.Model;

namespace Mem0Observability.Observer.Store.Queries;

/// <summary>A record that was found. Newest first; records of one moment by the order in which they came.</summary>
/// <param name="Bytes">Of the stored message and its context.</param>
internal readonly record struct LogHit(long Time, long Sequence, LogEntry Entry, long Bytes) : IComparable<LogHit>
{
    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{Time:x}-{Sequence:x}");

    /// <returns>False where it is none of ours.</returns>
    public static bool TryParse(string cursor, out LogHit hit)
    {
        string[] parts = cursor.Split('-');
        hit = default;
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long time)
            || !long.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long sequence))
        {
            return false;
        }

        hit = new LogHit(time, sequence, null!, 0);
        return true;
    }

    public int CompareTo(LogHit other) => (other.Time, other.Sequence).CompareTo((Time, Sequence));
}
