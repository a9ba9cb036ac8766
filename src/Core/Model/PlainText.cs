namespace Mem0Observability.Model;

/// <summary>Text of others on a line of ours. What a service wrote must neither break the line nor command the terminal.</summary>
internal static class PlainText
{
    /// <summary>At most <paramref name="length"/> characters of the text on one line, with "..." for what was cut.</summary>
    public static string Line(string text, int length)
    {
        // A stack trace may have megabytes.
        string line = Clean(text.Length > length + 1 ? text[..(length + 1)] : text);
        return line.Length <= length ? line : line[..Math.Max(0, length - 3)] + "...";
    }

    private static string Clean(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
}
