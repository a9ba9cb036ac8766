using System.Net;
using System.Text.Json;

namespace Mem0Observability.Signals;

/// <summary>What an API answered: the status, the text, and the JSON where the text is JSON.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, string Text, JsonElement? Json)
{
    private const int ExcerptLength = 200;

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Enough of the answer to recognise who sent it, on one line.</summary>
    public string Excerpt
    {
        get
        {
            string line = string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            string shown = line.Length > ExcerptLength ? line[..ExcerptLength] + "…" : line;
            return shown.Length == 0 ? $"{(int)Status} and nothing else" : $"{(int)Status}: {shown}";
        }
    }

    public static ApiAnswer Of(HttpStatusCode status, string text)
    {
        try
        {
            return new ApiAnswer(status, text, JsonElement.Parse(text));
        }
        catch (JsonException)
        {
            return new ApiAnswer(status, text, null);
        }
    }
}
