using Mem0Observability.Model;

namespace Mem0Observability.Compose;

/// <summary>Makes the errors of this folder: every message starts with <c>file:line:column</c>, the target is the file.</summary>
internal static class ComposeFault
{
    public static StackException At(string errorId, SourcePosition position, string message, Exception? inner = null) =>
        new(errorId, StackErrorCategory.InvalidData, $"{position}: {message}", position.File, inner);

    public static StackException Missing(string errorId, string path, string message, Exception? inner = null) =>
        new(errorId, StackErrorCategory.ObjectNotFound, message, path, inner);
}
