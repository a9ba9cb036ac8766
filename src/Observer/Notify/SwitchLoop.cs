namespace Mem0Observability.Observer.Notify;

/// <summary>Looks every second: the promise is two minutes from the fault to people, and Alertmanager needs most of it.</summary>
internal sealed class SwitchLoop(DeadMansSwitch deadMansSwitch, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        do
        {
            await deadMansSwitch.LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
