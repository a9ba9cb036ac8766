using System.Security.Cryptography;
using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation;

/// <summary>A file's bytes and rights.</summary>
internal sealed record FileContent(byte[] Bytes, UnixFileMode Mode)
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    public UnixFileMode Execute => Mode & AnyExecute;

    /// <summary>Null where there is no file.</summary>
    public static async Task<FileContent?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;

        try
        {
            byte[] bytes = await File.ReadAllBytesAsync(path, cancellationToken);
            return new FileContent(bytes, OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StackException(
                "CheckoutNotReadable", StackErrorCategory.PermissionDenied, $"'{path}' cannot be read: {e.Message} Nothing was changed. See to its rights.", path, e);
        }
    }
}
