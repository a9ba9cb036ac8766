namespace Mem0Observability.Model;

/// <summary>What kind of failure a <see cref="StackException"/> is; maps one to one to PowerShell's error categories.</summary>
public enum StackErrorCategory
{
    /// <summary>The user's input or a configuration file is wrong.</summary>
    InvalidData,

    /// <summary>An argument is not allowed here.</summary>
    InvalidArgument,

    /// <summary>Something that was named does not exist.</summary>
    ObjectNotFound,

    /// <summary>Something that is needed is taken (a port, the deployment lock).</summary>
    ResourceBusy,

    /// <summary>Something that is needed cannot be reached or is switched off.</summary>
    ResourceUnavailable,

    /// <summary>A wait ended without the awaited state.</summary>
    OperationTimeout,

    /// <summary>Something was reached, and it refused or failed.</summary>
    InvalidResult,

    /// <summary>The operating system or the engine denied access.</summary>
    PermissionDenied,
}

/// <summary>The one error type of the core: a stable id, a category and the service or path that it is about.</summary>
/// <remarks>The ids are listed in <c>about_Mem0Observability</c>; scripts may match on them.</remarks>
public sealed class StackException(
    string errorId,
    StackErrorCategory category,
    string message,
    object? target = null,
    Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Stable PascalCase identifier, for example <c>EngineUnavailable</c>.</summary>
    public string ErrorId { get; } = errorId;

    /// <summary>The kind of failure.</summary>
    public StackErrorCategory Category { get; } = category;

    /// <summary>The service, file or address that failed, where there is one.</summary>
    public object? Target { get; } = target;
}
