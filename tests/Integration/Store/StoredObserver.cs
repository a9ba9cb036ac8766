using System.Diagnostics;
using Mem0Observability.Tests.Integration.Setup;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>The published observer over a folder that outlives it.</summary>
internal sealed class StoredObserver(string folder, IReadOnlyDictionary<string, string>? settings = null) : IAsyncDisposable
{
    private static readonly string s_program = Path.Combine(Repository.Root, "output", "Mem0Observability", "stack", "observer", "Mem0Observability.Observer");

    private int[]? _ports;

    public ObserverProcess Process { get; private set; } = null!;

    public StoreClient Client { get; private set; } = null!;

    /// <summary>From the start of the process to the first answer from the store.</summary>
    public TimeSpan Opened { get; private set; }

    public async Task StartAsync()
    {
        var token = TestContext.Current.CancellationToken;
        File.Exists(s_program).Should().BeTrue("./build.sh build publishes the observer to {0}", s_program);
        var watch = Stopwatch.StartNew();
        Process = await ObserverProcess.StartAsync(s_program, folder, _ports, settings ?? new Dictionary<string, string>(), token);
        _ports = Process.Ports;
        Client = new StoreClient(Process.Api);
        await Client.LogsAsync(DateTimeOffset.UtcNow.AddMinutes(-1), 1, null);
        Opened = watch.Elapsed;
    }

    /// <summary>As a power cut would.</summary>
    public async Task KillAsync() => await Process.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (Process is not null) await Process.DisposeAsync();
    }
}
