namespace Mem0Observability.Observer.Tail;

/// <summary>Runs the tail as long as the process.</summary>
internal sealed class TailService(ContainerTail tail, TimeProvider time) : BackgroundService
{
    // One call of the file system per container and turn; watching by inotify would need one watch per file and still a scan for rotations.
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!await tail.StepAsync(stoppingToken))
                await Task.Delay(s_poll, time, stoppingToken);
        }
    }
}
