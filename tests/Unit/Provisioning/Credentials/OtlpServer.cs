using Microsoft.AspNetCore.Http;

namespace Mem0Observability.Tests.Unit.Provisioning.Credentials;

/// <summary>An intake of telemetry; its token is what a file has at its start.</summary>
internal sealed class OtlpServer : StatefulServer
{
    /// <summary>Null: whoever comes may send.</summary>
    public Func<string?> Token { get; set; } = () => null;

    protected override Task<(int Status, string Body)> AnswerAsync(HttpRequest request, string path, string body) =>
        Task.FromResult(Token() is not { } token || request.Headers.Authorization == $"Bearer {token}" ? (200, "{}") : (401, "{}"));
}
