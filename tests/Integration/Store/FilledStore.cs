using System.Security.Cryptography;
using Mem0Observability.Observer.Wire;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>A store of several partitions, made once; each test damages a copy.</summary>
public sealed class FilledStore : IAsyncLifetime
{
    internal const int Partitions = 3;

    /// <summary>A tenth of it is a partition.</summary>
    internal static readonly Dictionary<string, string> Settings = new() { ["OBSERVER_TELEMETRY_MAX_GIGABYTES"] = "1" };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-filled-");

    /// <summary>What is in each partition, oldest first.</summary>
    internal IReadOnlyList<SentRows> Rows { get; } = [.. Enumerable.Range(1, Partitions).Select(p => new SentRows(p * 1_000_000L))];

    /// <summary>Oldest first.</summary>
    internal static IReadOnlyList<string> Files(string folder) => [.. Directory.EnumerateFiles(folder, "telemetry-*.db", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        await using var observer = new StoredObserver(_folder.FullName, Settings);
        await observer.StartAsync();
        using var sender = new OtlpSender(observer.Process.Grpc);
        var ballast = Ballast();
        for (var partition = 0; partition < Partitions; partition++)
        {
            while (Files(_folder.FullName).Count <= partition) await sender.SendOnceAsync(spans: true, ballast, token);
            await Rows[partition].OnceAsync(observer.Process.Grpc);
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    internal DirectoryInfo Copy()
    {
        var copy = Directory.CreateTempSubdirectory("mem0-damaged-");
        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.FullName, Path.GetRelativePath(_folder.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            file.CopyTo(target);
        }

        return copy;
    }

    /// <summary>Eight megabytes that no compression makes smaller, in 16 spans.</summary>
    private static byte[] Ballast()
    {
        var writer = new ProtoWriter(9 * 1024 * 1024);
        var noise = new byte[384 * 1024];
        var resource = writer.BeginMessage(1);
        OtlpAttribute.WriteResource(writer, "ballast");
        var scope = writer.BeginMessage(2);
        for (var i = 1; i <= 16; i++)
        {
            RandomNumberGenerator.Fill(noise);
            var span = writer.BeginMessage(2);
            writer.Bytes(1, noise.AsSpan(0, 16));
            writer.Bytes(2, noise.AsSpan(16, 8));
            writer.Text(5, "ballast");
            writer.Fixed64(7, (ulong)TimeWindow.Now.Start);
            writer.Fixed64(8, (ulong)TimeWindow.Now.Start);
            OtlpAttribute.Write(writer, 9, "noise", Convert.ToBase64String(noise));
            writer.EndMessage(span);
        }

        writer.EndMessage(scope);
        writer.EndMessage(resource);
        return writer.Written.ToArray();
    }
}
