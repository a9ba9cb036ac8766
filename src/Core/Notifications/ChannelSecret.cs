using System.Security;
using Mem0Observability.Model;

namespace Mem0Observability.Notifications;

/// <summary>Reads the one secret of a channel. What is wrong with it is said without a letter of it.</summary>
internal static class ChannelSecret
{
    /// <summary>An address or a key; more is another file.</summary>
    private const int Longest = 4096;

    public static string Read(string channel, string path, bool isAddress)
    {
        string text = Text(channel, path).Trim();
        if (text.Length == 0)
            throw Fault("ChannelSecretEmpty", StackErrorCategory.InvalidData, channel, path, "is empty. Write the secret into it.");

        if (text.Length > Longest || text.Any(c => char.IsControl(c) || (isAddress && char.IsWhiteSpace(c))))
            throw Fault("ChannelSecretInvalid", StackErrorCategory.InvalidData, channel, path, "is not one line with the secret and nothing else.");

        if (isAddress && !(Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0))
            throw Fault("ChannelSecretInvalid", StackErrorCategory.InvalidData, channel, path, "does not hold an address that starts with https:// or http://.");

        return text;
    }

    private static string Text(string channel, string path)
    {
        if (!File.Exists(path))
            throw Fault("ChannelSecretMissing", StackErrorCategory.ObjectNotFound, channel, path, Directory.Exists(path) ? "is a folder." : "does not exist.");

        try
        {
            using StreamReader reader = File.OpenText(path);
            var buffer = new char[Longest * 2];
            return new string(buffer, 0, reader.ReadBlock(buffer));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw Fault("ChannelSecretUnreadable", StackErrorCategory.PermissionDenied, channel, path, $"cannot be read: {e.Message}", e);
        }
    }

    private static StackException Fault(string errorId, StackErrorCategory category, string channel, string path, string what, Exception? inner = null) =>
        new(errorId, category, $"Notification channel '{channel}': its secret file {path} {what}", channel, inner);
}
