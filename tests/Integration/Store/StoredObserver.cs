using System.Diagnostics;
using Mem0Observability.Tests.Integration.Setup;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>The published observer over a folder that outlives it.</summary>
internal sealed class StoredObserver(string folder, IReadOnlyDictionary<string, string>? settings = null) : IAsyncDisposable
{
    private static readonly string s_program = Path.Combine(Repository.Root, "output", "Mem0Observability", "stack", "observer", "Mem0Observability.Observer");

    private ObserverProcess? _process;
    private int[]? _ports;

    public ObserverProcess Process => _process ?? throw new InvalidOperationException("It does not run.");

    public StoreClient Client => new(Process.Api);

    /// <summary>From the start of the process to the first answer from the store.</summary>
    public TimeSpan Opened { get; private set; }

    public async Task StartAsync()
    {
        var watch = Stopwatch.StartNew();
        await LaunchAsync(TestContext.Current.CancellationToken);
        await Client.LogsAsync(DateTimeOffset.UtcNow.AddMinutes(-1), 1, null, null);
        Opened = watch.Elapsed;
    }

    /// <summary>A process that is killed while it starts, or soon after.</summary>
    public async Task StartAndKillAsync(TimeSpan after)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        enough.CancelAfter(after);
        try
        {
            await LaunchAsync(enough.Token);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            return;
        }

        await KillAsync();
    }

    /// <summary>No handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        var process = Process;
        _process = null;
        await process.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await KillAsync();
    }

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        File.Exists(s_program).Should().BeTrue("./build.sh build publishes the observer to {0}", s_program);
        // The same ports each time, as senders know them.
        _process = await ObserverProcess.StartAsync(s_program, folder, _ports, settings ?? new Dictionary<string, string>(), cancellationToken);
        _ports = _process.Ports;
    }
}
