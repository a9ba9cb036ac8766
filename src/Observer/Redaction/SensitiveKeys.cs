using System.Text;

namespace Mem0Observability.Observer.Redaction;

/// <summary>Names of fields whose values are not stored.</summary>
internal static class SensitiveKeys
{
    /// <summary>Whether a name says that its value is a password, key or token. Any name that ends so: <c>OPENAI_API_KEY</c>, <c>x-api-key</c>.</summary>
    public static bool IsSecret(ReadOnlySpan<byte> key)
    {
        if (key.Length < 3)
            return false;
        return (key[^1] | 0x20) switch
        {
            'd' => Ends(key, "password"u8) || Ends(key, "passwd"u8) || Ends(key, "pwd"u8),
            't' => Ends(key, "secret"u8) || Ends(key, "jwt"u8),
            'n' => Ends(key, "token"u8) || IsHeader(key),
            'y' => Ends(key, "api_key"u8) || Ends(key, "apikey"u8) || Ends(key, "api-key"u8) || Ends(key, "private_key"u8)
                || Ends(key, "access_key"u8) || Ends(key, "secret_key"u8) || Ends(key, "encryption_key"u8),
            'e' => Ends(key, "passphrase"u8) || IsHeader(key),
            's' => Ends(key, "credentials"u8),
            _ => false,
        };
    }

    /// <summary>Headers whose value has spaces in it.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> key) => Ends(key, "authorization"u8) || Ends(key, "cookie"u8);

    /// <summary>Whether a value under this name is text of a memory, of a message or of a search, in mem0's and OpenMemory's dictionaries.</summary>
    public static bool IsMemoryText(ReadOnlySpan<byte> key)
    {
        if (key.Length < 4)
            return false;
        return (key[^1] | 0x20) switch
        {
            't' => Is(key, "text"u8) || Is(key, "content"u8) || Is(key, "prompt"u8) || Is(key, "input"u8),
            'a' => Is(key, "data"u8),
            'y' => Is(key, "memory"u8) || Is(key, "old_memory"u8) || Is(key, "new_memory"u8) || Is(key, "previous_memory"u8) || IsQuery(key),
            's' => Is(key, "messages"u8) || Is(key, "memories"u8) || Is(key, "facts"u8),
            'd' => Is(key, "text_lemmatized"u8),
            'e' => Is(key, "old_value"u8) || Is(key, "new_value"u8),
            _ => false,
        };
    }

    public static bool IsQuery(ReadOnlySpan<byte> key) => Is(key, "query"u8);

    private static bool Is(ReadOnlySpan<byte> key, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(key, name);

    private static bool Ends(ReadOnlySpan<byte> key, ReadOnlySpan<byte> name) =>
        key.Length >= name.Length && Ascii.EqualsIgnoreCase(key[^name.Length..], name);
}
