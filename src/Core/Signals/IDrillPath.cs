namespace Mem0Observability.Signals;

/// <summary>How a test alert is sent in and ended.</summary>
internal interface IDrillPath
{
    /// <summary><c>rule</c> or <c>direct</c>.</summary>
    string Name { get; }

    IReadOnlyList<DrillHop> Way { get; }

    Task StartAsync(CancellationToken cancellationToken);

    Task EndAsync(CancellationToken cancellationToken);
}
