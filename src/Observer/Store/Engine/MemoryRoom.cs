namespace Mem0Observability.Observer.Store.Engine;

/// <summary>How many bytes of messages may be under way between their arrival and their commit.</summary>
internal sealed class MemoryRoom(long bytes)
{
    private readonly Lock _lock = new();
    private readonly Queue<(long Bytes, TaskCompletionSource Turn)> _waiting = [];
    private readonly long _all = bytes;
    private long _free = bytes;

    /// <summary>Null where there is not enough room, or others wait for it.</summary>
    public IDisposable? TryTake(long wanted)
    {
        long size = Size(wanted);
        lock (_lock)
        {
            if (_waiting.Count > 0 || _free < size)
                return null;
            _free -= size;
            return new Taken(this, size);
        }
    }

    public async ValueTask<IDisposable> TakeAsync(long wanted, CancellationToken cancellationToken)
    {
        long size = Size(wanted);
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Enqueue((size, turn));
            Admit();
        }

        await using (cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)))
            await turn.Task;
        return new Taken(this, size);
    }

    /// <summary>One message may be larger than all the room; then it goes alone.</summary>
    private long Size(long wanted) => Math.Clamp(wanted, 1, _all);

    private void Give(long size)
    {
        lock (_lock)
        {
            _free += size;
            Admit();
        }
    }

    private void Admit()
    {
        while (_waiting.TryPeek(out var next) && (next.Turn.Task.IsCompleted || _free >= next.Bytes))
        {
            _waiting.Dequeue();
            // Cancelled ones have left.
            if (next.Turn.TrySetResult())
                _free -= next.Bytes;
        }
    }

    private sealed class Taken(MemoryRoom room, long size) : IDisposable
    {
        private long _size = size;

        public void Dispose() => room.Give(Interlocked.Exchange(ref _size, 0));
    }
}
