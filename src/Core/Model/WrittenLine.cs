namespace Mem0Observability.Model;

/// <summary>A line that a container wrote, as the engine has it.</summary>
/// <param name="Time">When the engine received it.</param>
internal sealed record WrittenLine(DateTimeOffset Time, string Text);
