using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>One observer for several tests that try to harm it.</summary>
public sealed class RunningObserver : IAsyncLifetime
{
    /// <summary>What its container may have, MB: see mem_limit in docker-compose.monitoring.yml.</summary>
    private const double MostMegabytes = 320;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-malformed-");
    private readonly DateTimeOffset _begin = DateTimeOffset.UtcNow.AddMinutes(-1);
    private readonly SentRows _rows = new();
    private readonly StoredObserver _observer;

    public RunningObserver() => _observer = new StoredObserver(_folder.FullName);

    public Uri Grpc => _observer.Process.Grpc;

    public Uri Http => _observer.Process.Http;

    public async ValueTask InitializeAsync()
    {
        await _observer.StartAsync();
        await _rows.OnceAsync(Grpc);
    }

    public async ValueTask DisposeAsync()
    {
        await _observer.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Small, taking rows, and with all that it had.</summary>
    public async Task IsSoundAsync()
    {
        _observer.Process.HasExited.Should().BeFalse(_observer.Process.Log);
        ProcessUsage.Peak(_observer.Process.Id).Should().BeLessThan(MostMegabytes);
        await _rows.OnceAsync(Grpc);
        await _rows.VerifySpansAsync(_observer.Client, batches: 2);
        _rows.VerifyLogs(await _observer.Client.AllLogsAsync(_begin));
    }
}
