using System.Globalization;

namespace Mem0Observability.Signals;

/// <summary>Which notifications to list; null means any.</summary>
/// <param name="After">Only ids greater than this.</param>
/// <param name="Before">Only ids smaller than this.</param>
internal sealed record InboxFilter(
    long? After = null,
    string? AlertName = null,
    string? Status = null,
    string? Receiver = null,
    int Limit = 100,
    bool NewestFirst = false,
    long? Before = null,
    string? Fingerprint = null)
{
    public string ToQuery()
    {
        string text = FormattableString.Invariant($"?limit={Limit}");
        text += Part("after", After?.ToString(CultureInfo.InvariantCulture)) + Part("before", Before?.ToString(CultureInfo.InvariantCulture));
        text += Part("fingerprint", Fingerprint) + Part("alertname", AlertName) + Part("status", Status) + Part("receiver", Receiver);
        return NewestFirst ? text + "&order=desc" : text;
    }

    private static string Part(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
