namespace Mem0Observability.Model;

/// <summary>Whether this machine has what the stack needs.</summary>
/// <param name="Name">engine, memory, disk, ports, images, vm.max_map_count, clock or configuration.</param>
/// <param name="Outcome">Failed: the stack will not start. Warning: it will, with a limit.</param>
/// <param name="Observed">What was found.</param>
/// <param name="Required">What is needed.</param>
/// <param name="Fix">What to do about it; empty where nothing is to be done.</param>
public sealed record PrerequisiteResult(string Name, CheckOutcome Outcome, string Observed, string Required, string Fix);
