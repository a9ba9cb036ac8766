using System.Globalization;
using System.Text.RegularExpressions;

namespace Mem0Observability.Compose;

/// <summary>Sizes as compose writes them; every unit counts by 1024: <c>1024</c>, <c>256m</c>, <c>1.5g</c>, <c>64MiB</c>.</summary>
internal static partial class ByteSize
{
    public static long? TryParse(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success)
            return null;

        int power = match.Groups["unit"].Length == 0 ? 0 : 1 + "kmgtp".IndexOf(match.Groups["unit"].Value.ToLowerInvariant(), StringComparison.Ordinal);
        double bytes = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * Math.Pow(1024, power);
        return bytes < long.MaxValue ? (long)bytes : null;
    }

    // A fraction needs a unit: compose drops a limit of "1.5" without a word.
    [GeneratedRegex(@"^((?<number>[0-9]{1,18}(\.[0-9]{1,9})?) ?(?<unit>[kmgtpKMGTP])([iI]?[bB])?|(?<number>[0-9]{1,18}) ?[bB]?)\z")]
    private static partial Regex Form();
}
