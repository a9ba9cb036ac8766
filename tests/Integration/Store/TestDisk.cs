using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>A small file system of its own, in memory. Mounting needs root, which running these tests declares as it declares an engine.</summary>
internal sealed class TestDisk : IAsyncDisposable
{
    private readonly string _path;

    private TestDisk(string path) => _path = path;

    private string Ballast => Path.Combine(_path, "ballast");

    public static async Task<TestDisk> MountAsync(DirectoryInfo folder, int megabytes)
    {
        folder.Create();
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0777", "mem0-test", folder.FullName);
        return new TestDisk(folder.FullName);
    }

    /// <summary>Takes room away, which <see cref="FreeAsync"/> gives back.</summary>
    public Task OccupyAsync(int megabytes) => RunAsync("fallocate", "-l", $"{megabytes}M", Ballast);

    public Task FreeAsync() => RunAsync("rm", Ballast);

    public Task MakeReadOnlyAsync() => RunAsync("mount", "-o", "remount,ro", _path);

    public Task MakeWritableAsync() => RunAsync("mount", "-o", "remount,rw", _path);

    public async ValueTask DisposeAsync() => await RunAsync("umount", "--lazy", _path);

    private static async Task RunAsync(params string[] command)
    {
        string[] asRoot = Environment.IsPrivilegedProcess ? command : ["sudo", "-n", .. command];
        var result = await ProcessRunner.RunAsync(asRoot[0], asRoot[1..], CancellationToken.None);
        if (result is not { ExitCode: 0 }) throw new InvalidOperationException($"{string.Join(' ', asRoot)} failed: {result?.Error}");
    }
}
