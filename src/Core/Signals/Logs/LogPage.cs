using Mem0Observability.Model;

namespace Mem0Observability.Signals.Logs;

/// <param name="Entries">Newest first.</param>
/// <param name="Cursor">For the next, older page; null where this is the last.</param>
internal sealed record LogPage(IReadOnlyList<LogEntry> Entries, string? Cursor);
