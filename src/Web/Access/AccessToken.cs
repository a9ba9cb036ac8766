using System.Security.Cryptography;
using System.Text;

namespace Mem0Observability.Web.Access;

/// <summary>The one secret with which a person signs in: the content of a file, read each time, so that a new one counts at once.</summary>
internal sealed class AccessToken(WebSettings settings)
{
    /// <summary>False where there is no file, or nothing in it: nobody can sign in.</summary>
    public bool Exists => Read().Length > 0;

    public bool Admits(string given)
    {
        string token = Read();
        // As digests, so that the time says nothing about length or content.
        return token.Length > 0 && CryptographicOperations.FixedTimeEquals(Digest(token), Digest(given.Trim()));
    }

    private string Read()
    {
        try
        {
            return settings.TokenFile is { } file ? File.ReadAllText(file).Trim() : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
