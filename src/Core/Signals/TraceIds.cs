using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Trace ids as the stores write them.</summary>
internal static class TraceIds
{
    private const int Digits = 32;

    /// <param name="text">The id in either case, or a whole <c>traceparent</c> header.</param>
    /// <returns>32 hexadecimal digits, lower case; null where the text is no trace id.</returns>
    public static string? TryParse(string text)
    {
        string[] parts = text.Trim().Split('-');
        if (parts.Length is not (1 or 4))
            return null;

        string id = parts[parts.Length == 4 ? 1 : 0].ToLowerInvariant();
        return id.Length == Digits && id.All(char.IsAsciiHexDigit) && id.Any(c => c != '0') ? id : null;
    }

    public static string Parse(string text) => TryParse(text) ?? throw Invalid(text);

    public static StackException Invalid(string text) => new(
        "TraceIdInvalid",
        StackErrorCategory.InvalidArgument,
        $"'{PlainText.Line(text, 100)}' is no trace id: 32 hexadecimal digits, not all of them 0.",
        text);
}
