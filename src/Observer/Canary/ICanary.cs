namespace Mem0Observability.Observer.Canary;

/// <summary>Something that is sent the way that the real ones go, and looked for where they end.</summary>
internal interface ICanary
{
    /// <summary>The label of its metrics: metric, log, trace, alert.</summary>
    string Signal { get; }

    /// <summary>The least time from one to the next, whatever is configured.</summary>
    TimeSpan LeastInterval { get; }

    /// <summary>What has not been found by then counts as lost.</summary>
    TimeSpan Limit { get; }

    /// <param name="id">Letters and digits; never used before.</param>
    /// <exception cref="CanaryException">It could not be sent.</exception>
    Task SendAsync(string id, CancellationToken cancellationToken);

    /// <exception cref="CanaryException">It could not be looked for.</exception>
    Task<bool> IsFoundAsync(string id, CancellationToken cancellationToken);

    /// <summary>Takes away what should not stay. Called however it ended.</summary>
    void End(string id)
    {
    }
}

/// <summary>A canary could not be sent or looked for. The message holds no more than addresses and status codes.</summary>
internal sealed class CanaryException(string message, Exception? inner = null) : Exception(message, inner);
