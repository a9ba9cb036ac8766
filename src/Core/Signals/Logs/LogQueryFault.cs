namespace Mem0Observability.Signals.Logs;

#pragma warning disable CA1064 // Never leaves our code: Parse makes a StackException of it, the observer a problem document.
/// <summary>What is wrong with a query text, and where.</summary>
/// <param name="position">In characters, from 1.</param>
/// <param name="message">One or two sentences, without the query.</param>
internal sealed class LogQueryFault(int position, string message) : Exception(message)
{
    public int Position { get; } = position;
}
#pragma warning restore CA1064
