using System.Management.Automation;
using Mem0Observability.Model;

namespace Mem0Observability.Commands;

/// <summary>The core's one error type as PowerShell's.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(StackException e) => new(e, e.ErrorId, e.Category switch
    {
        StackErrorCategory.InvalidData => ErrorCategory.InvalidData,
        StackErrorCategory.InvalidArgument => ErrorCategory.InvalidArgument,
        StackErrorCategory.ObjectNotFound => ErrorCategory.ObjectNotFound,
        StackErrorCategory.ResourceBusy => ErrorCategory.ResourceBusy,
        StackErrorCategory.ResourceUnavailable => ErrorCategory.ResourceUnavailable,
        StackErrorCategory.OperationTimeout => ErrorCategory.OperationTimeout,
        StackErrorCategory.PermissionDenied => ErrorCategory.PermissionDenied,
        _ => ErrorCategory.InvalidResult,
    }, e.Target);
}
