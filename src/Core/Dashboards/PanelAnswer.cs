namespace Mem0Observability.Dashboards;

/// <summary>What a query of a panel gave.</summary>
internal enum PanelState
{
    /// <summary>At least one finite value, or a log line.</summary>
    Data,

    /// <summary>It worked and found nothing.</summary>
    Empty,

    /// <summary>It has samples, and none is a finite number: a panel shows nothing of them.</summary>
    NotANumber,

    /// <summary>It could not be executed.</summary>
    Failed,
}

/// <summary>The answer to one query.</summary>
/// <param name="Text">As it was sent.</param>
/// <param name="Count">Series or lines.</param>
/// <param name="Error">Why it failed; empty otherwise.</param>
internal sealed record PanelAnswer(PanelQuery Query, string Text, PanelState State, int Count, string Error = "");
