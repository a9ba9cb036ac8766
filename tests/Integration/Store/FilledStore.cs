using Mem0Observability.Observer.Canary;
using Mem0Observability.Observer.Hosting;
using Mem0Observability.Observer.Store.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>A store of several partitions, made once; each test harms a copy.</summary>
public sealed class FilledStore : IAsyncLifetime
{
    internal const int Partitions = 3;
    private const string FreePort = "http://127.0.0.1:0";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-filled-");

    internal DateTimeOffset Begin { get; } = DateTimeOffset.UtcNow.AddMinutes(-30);

    /// <summary>What is in each partition, oldest first.</summary>
    internal IReadOnlyList<SentRows> Rows { get; } = [.. Enumerable.Range(1, Partitions).Select(p => new SentRows(p * 1_000_000L))];

    /// <summary>Where a data directory has them.</summary>
    internal static DirectoryInfo Telemetry(DirectoryInfo data) => new(Path.Combine(data.FullName, "telemetry"));

    /// <summary>Oldest first.</summary>
    internal static IReadOnlyList<string> Files(DirectoryInfo data) => [.. Telemetry(data).EnumerateFiles("telemetry-*.db").Select(f => f.FullName).Order(StringComparer.Ordinal)];

    internal static ObserverOptions Options(DirectoryInfo data) => new()
    {
        DataDirectory = data.FullName,
        Urls = FreePort,
        OtlpGrpcUrl = FreePort,
        OtlpHttpUrl = "",
        ContainerLogs = "",
        Canaries = new CanarySettings { Interval = TimeSpan.Zero },
    };

    public async ValueTask InitializeAsync()
    {
        // Partitions have a hundred megabytes at least; here a new one begins with the commit after these rows, so not by itself after the last.
        var limits = new StoreLimits(TimeSpan.FromDays(7), 1L << 30, PartitionRows: Rows[0].RowsOfOne + 1);
        await using var app = ObserverHost.Build(Options(_folder), TimeProvider.System, _ => { }, services => services.AddSingleton(limits));
        await app.StartAsync(TestContext.Current.CancellationToken);
        foreach (var rows in (SentRows[])[Rows[0], new SentRows(firstBatch: 7_000_000), Rows[1], Rows[2]]) await rows.OnceAsync(new Uri(app.Urls.ElementAt(1)));
        await app.StopAsync(CancellationToken.None);
        Files(_folder).Should().HaveCount(Partitions);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    internal void CopyTo(DirectoryInfo data)
    {
        var target = Telemetry(data);
        target.Create();
        foreach (var file in Telemetry(_folder).EnumerateFiles()) file.CopyTo(Path.Combine(target.FullName, file.Name));
    }

    /// <param name="but">Of this partition nothing is asked.</param>
    internal async Task VerifyAsync(StoreClient store, int but = -1)
    {
        var logs = await store.AllLogsAsync(Begin);
        foreach (var rows in Rows.Where((_, p) => p != but))
        {
            rows.VerifyLogs(logs);
            await rows.VerifySpansAsync(store, batches: 1);
        }
    }
}
