namespace Mem0Observability.Observer.Http;

/// <summary>A request that cannot be served as it is. The detail goes to the sender only, never into a log.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Stable snake_case identifier; also the <c>reason</c> label of error counters.</param>
/// <param name="detail">What is wrong with the request, and what would be right.</param>
/// <param name="position">Where in a text that was sent, in characters from 1.</param>
internal sealed class ProblemException(int status, string code, string detail, int? position = null) : Exception(detail)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public int? Position { get; } = position;
}
