using System.Globalization;
using System.Text.RegularExpressions;

namespace Mem0Observability.Observer.Http;

/// <summary>Reads times as strictly as Go does, which writes up to nine digits of a second where .NET takes seven.</summary>
internal static partial class Rfc3339
{
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        Match match = Form().Match(text);
        return match.Success && DateTimeOffset.TryParseExact(
            // The T and the Z may be small.
            $"{match.Groups["second"].Value.ToUpperInvariant()}{match.Groups["fraction"].Value}{match.Groups["zone"].Value.ToUpperInvariant()}",
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal,
            out time);
    }

    [GeneratedRegex(@"^(?<second>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})((?<fraction>\.[0-9]{1,7})[0-9]{0,2})?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
