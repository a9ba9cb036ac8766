using System.Security.Cryptography;
using System.Text;

namespace Mem0Observability.Observer.Otlp;

/// <summary>What a sender must know. Not a record: it must never be printed.</summary>
internal sealed class BearerToken(string token)
{
    private const string Scheme = "Bearer ";

    // Compared as digests, so that the time says nothing about length or content.
    private readonly byte[] _digest = Digest(token);

    public bool Admits(HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(_digest, Digest(header[Scheme.Length..].Trim()));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
