namespace Mem0Observability.Model;

/// <summary>What happened to one file of the instrumentation.</summary>
public enum InstrumentationAction
{
    /// <summary>It was not there and is now.</summary>
    Created,

    /// <summary>Its content was replaced.</summary>
    Updated,

    /// <summary>It is as this module ships it; nothing was written.</summary>
    Unchanged,

    /// <summary>It was as installed and is gone.</summary>
    Removed,

    /// <summary>It was changed since it was installed and was left alone.</summary>
    Kept,

    /// <summary>It was installed and somebody else has removed it.</summary>
    Missing,
}

/// <summary>One file of the instrumentation in a mem0 checkout.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Action">What was done.</param>
/// <param name="Layout"><c>current</c> (mem0's server) or <c>legacy</c> (OpenMemory).</param>
/// <param name="Reason">Why; empty where the action says it all.</param>
public sealed record InstrumentationFile(string Path, InstrumentationAction Action, string Layout, string Reason);
