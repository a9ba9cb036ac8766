namespace Mem0Observability.Observer.Otlp;

/// <summary>One request's place in the gate, given back as soon as its body is in the store's hands, and at the latest when it ends.</summary>
internal sealed class IntakeTicket(SemaphoreSlim places) : IDisposable
{
    private int _released;

    /// <summary>How the request went; null where nobody got as far as to say.</summary>
    public string? Outcome { get; set; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
            places.Release();
    }
}
