namespace Mem0Observability.Model;

/// <summary>What a core operation streams to its caller: results, and everything that is said on the way.</summary>
internal abstract record StackItem;

/// <summary>A result object; the caller passes it on unchanged.</summary>
internal sealed record OutputItem(object Value) : StackItem;

/// <summary>One step of a longer activity; <see cref="Percent"/> is 0 to 100, or -1 where unknown.</summary>
internal sealed record ProgressItem(string Activity, string Status, int Percent = -1) : StackItem;

/// <summary>A detail for <c>-Verbose</c>.</summary>
internal sealed record VerboseItem(string Message) : StackItem;

/// <summary>Something the user should know, which does not stop the operation.</summary>
internal sealed record WarningItem(string Message) : StackItem;

/// <summary>The fault of one element (a service, a check); the operation goes on.</summary>
internal sealed record ErrorItem(StackException Error) : StackItem;
