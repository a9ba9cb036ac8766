using Mem0Observability.Model;

namespace Mem0Observability.Web.Alerts;

/// <summary>Everything about one alert.</summary>
/// <param name="Episodes">Its times of firing, the newest first.</param>
/// <param name="Silences">Those that take it, also where they are to come.</param>
/// <param name="Receivers">Of the router, to whom it is told.</param>
/// <param name="Problems">What could not be asked.</param>
public sealed record AlertDetail(
    AlertRow Row, IReadOnlyList<AlertHistory> Episodes, IReadOnlyList<AlertSilence> Silences, IReadOnlyList<string> Receivers, IReadOnlyList<string> Problems);
