namespace Mem0Observability.Observer.Http;

/// <summary>RFC 9457 problem document with a stable <paramref name="Code"/>.</summary>
internal sealed record ProblemView(string Title, int Status, string Code, string? Detail);
