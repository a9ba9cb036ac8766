using Mem0Observability.Model;

namespace Mem0Observability.Provisioning;

/// <summary>Secrets as the compose file mounts them: a file each. Read when needed, so that a changed one counts at once.</summary>
internal sealed class SecretFiles(string folder)
{
    public string Read(string name)
    {
        string path = Path.Combine(folder, name);
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } secret ? secret : throw Missing(path, "it is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Missing(path, e.Message, e);
        }
    }

    private static StackException Missing(string path, string reason, Exception? inner = null) => new(
        "ProvisioningSecretMissing",
        StackErrorCategory.ObjectNotFound,
        $"The secret {path} cannot be read: {reason.TrimEnd('.')}. Start-Mem0Monitoring makes it; the compose file must mount it.",
        path,
        inner);
}
