namespace Mem0Observability.Observer.Otlp;

/// <summary>The few places for requests that are being read, each of which may hold a whole body; more senders wait their turn, but not for long.</summary>
internal sealed class IntakeGate : IDisposable
{
    /// <summary>With two processors that decode, more would only hold memory.</summary>
    private const int Places = 16;

    /// <summary>Many SDKs drop a batch at the first refusal, so a short queue beats one; their own timeout is 10 s.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _places = new(Places);

    /// <exception cref="RefusalException">No place became free in time.</exception>
    public async Task<IntakeTicket> EnterAsync(CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(Patience, cancellationToken))
            throw RefusalException.Busy();
        return new IntakeTicket(_places);
    }

    public void Dispose() => _places.Dispose();
}
