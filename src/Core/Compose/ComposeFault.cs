using Mem0Observability.Model;

namespace Mem0Observability.Compose;

/// <summary>Makes the errors of this folder: every message starts with <c>file:line:column</c>, the target is the file.</summary>
internal static class ComposeFault
{
    public static StackException At(string errorId, SourcePosition position, string message, Exception? inner = null) =>
        new(errorId, StackErrorCategory.InvalidData, $"{position}: {message}", position.File, inner);

    /// <summary>A value that its key does not take.</summary>
    /// <param name="where">The key's path, for example <c>services.prometheus.mem_limit</c>.</param>
    public static StackException Invalid(SourcePosition position, string where, string message) =>
        At("ComposeInvalidValue", position, $"{where}: {message}");

    /// <summary>A name that the file does not define.</summary>
    public static StackException Undefined(SourcePosition position, string where, string message) =>
        At("ComposeUndefinedReference", position, $"{where}: {message}");

    public static StackException Missing(string errorId, string path, string message, Exception? inner = null) =>
        new(errorId, StackErrorCategory.ObjectNotFound, message, path, inner);

    /// <summary>A value as it may stand in a message: quoted and short.</summary>
    public static string Show(string value) => value.Length <= 60 ? $"'{value}'" : $"'{value[..60]}…'";
}
