using Mem0Observability.Observer.Canary;

namespace Mem0Observability.Tests.Unit.Observer.Canary;

/// <summary>A canary that is found after a set time, or fails as a test wants it.</summary>
internal sealed class FakeCanary(TimeProvider time) : ICanary
{
    private DateTimeOffset _sentAt;
    private int _looks;

    public List<string> Sent { get; } = [];

    public List<string> Ended { get; } = [];

    public TimeSpan FoundAfter { get; init; }

    public CanaryException? SendFault { get; init; }

    /// <summary>By the number of the look, from 1.</summary>
    public Func<int, CanaryException?> SearchFault { get; init; } = _ => null;

    public Action OnSend { get; set; } = () => { };

    public Action OnLook { get; init; } = () => { };

    public string Signal => "fake";

    public TimeSpan LeastInterval { get; init; }

    public TimeSpan Limit => TimeSpan.FromSeconds(30);

    public Task SendAsync(string id, CancellationToken cancellationToken)
    {
        if (SendFault is not null)
            return Task.FromException(SendFault);
        Sent.Add(id);
        _sentAt = time.GetUtcNow();
        OnSend();
        return Task.CompletedTask;
    }

    public Task<bool> IsFoundAsync(string id, CancellationToken cancellationToken)
    {
        OnLook();
        return SearchFault(++_looks) is { } fault ? Task.FromException<bool>(fault) : Task.FromResult(time.GetUtcNow() - _sentAt >= FoundAfter);
    }

    public void End(string id) => Ended.Add(id);
}
