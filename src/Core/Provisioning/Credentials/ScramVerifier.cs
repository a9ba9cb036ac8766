using System.Security.Cryptography;
using System.Text;

namespace Mem0Observability.Provisioning.Credentials;

/// <summary>What PostgreSQL keeps instead of a password (RFC 5802, RFC 7677): it may be shown, for it opens nothing.</summary>
internal static class ScramVerifier
{
    /// <summary>PostgreSQL's own number.</summary>
    private const int Iterations = 4096;

    /// <param name="password">ASCII, so that SASLprep leaves it as it is.</param>
    public static string Of(string password, byte[] salt)
    {
        byte[] salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, 32);
        byte[] storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        byte[] serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}";
    }
}
