using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>A small file system of its own, in memory. Mounting needs root, which running these tests declares as it declares an engine.</summary>
internal sealed class TestDisk : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-disk-");

    private TestDisk()
    {
    }

    public string Path => _folder.FullName;

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    public static async Task<TestDisk> MountAsync(int megabytes)
    {
        var disk = new TestDisk();
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "mem0-test", disk.Path);
        return disk;
    }

    /// <summary>Takes room away, which <see cref="Free"/> gives back.</summary>
    public Task OccupyAsync(int megabytes) => RunAsync("fallocate", "-l", $"{megabytes}M", Ballast);

    public void Free() => File.Delete(Ballast);

    public Task MakeReadOnlyAsync() => RunAsync("mount", "-o", "remount,ro", Path);

    public Task MakeWritableAsync() => RunAsync("mount", "-o", "remount,rw", Path);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "--lazy", Path);
        _folder.Delete();
    }

    private static async Task RunAsync(params string[] command)
    {
        string[] asRoot = Environment.IsPrivilegedProcess ? command : ["sudo", "-n", .. command];
        var result = await ProcessRunner.RunAsync(asRoot[0], asRoot[1..], CancellationToken.None);
        if (result is not { ExitCode: 0 }) throw new InvalidOperationException($"{string.Join(' ', asRoot)} failed: {result?.Error}");
    }
}
