using System.Text.Json.Serialization;

namespace Mem0Observability.Observer.Http;

/// <summary>RFC 9457 problem document with a stable <paramref name="Code"/>.</summary>
/// <param name="Position">Where in the text that was sent, in characters from 1; left out where that means nothing.</param>
internal sealed record ProblemView(
    string Title,
    int Status,
    string Code,
    string? Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Position = null);
