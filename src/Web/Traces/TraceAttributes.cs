using System.Text;

namespace Mem0Observability.Web.Traces;

/// <summary>Reads <c>key=value other="with spaces"</c>.</summary>
internal static class TraceAttributes
{
    /// <returns>Null where the text is something else.</returns>
    public static Dictionary<string, string>? Read(string? text)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string word in Words(text ?? ""))
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || equals == word.Length - 1)
                return null;
            attributes[word[..equals]] = word[(equals + 1)..];
        }

        return attributes;
    }

    /// <summary>Divided by spaces that are not in quotes, without the quotes.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        bool isQuoted = false;
        foreach (char c in text)
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!char.IsWhiteSpace(c) || isQuoted)
            {
                word.Append(c);
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
            yield return word.ToString();
    }
}
