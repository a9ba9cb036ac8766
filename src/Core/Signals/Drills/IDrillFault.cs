namespace Mem0Observability.Signals.Drills;

/// <summary>What a drill breaks, and how it is undone.</summary>
internal interface IDrillFault
{
    DrillSubject Subject { get; }

    /// <summary>How it looks before, where that must be known to the rule.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    Task BreakAsync(CancellationToken cancellationToken);

    Task HealAsync(CancellationToken cancellationToken);

    /// <summary>Leaves everything as it was, however far it came; may be asked more than once.</summary>
    Task RestoreAsync(CancellationToken cancellationToken);
}
