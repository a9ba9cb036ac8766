using System.Formats.Tar;
using System.IO.Pipelines;
using System.Text;

namespace Mem0Observability.Docker;

/// <summary>A folder as the tar stream that the engine's build takes; written while it is read, so its size does not matter.</summary>
internal static class BuildContext
{
    private const string Ignore = ".dockerignore";

    /// <summary>The engine reads the Dockerfile from the context only, so one from elsewhere travels in it under this name.</summary>
    private const string Outside = ".dockerfile.mem0";

    public static Stream Open(ImageBuild build, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        _ = WriteAsync(build, pipe.Writer, cancellationToken);
        return pipe.Reader.AsStream();
    }

    /// <summary>Where in the context the engine finds the Dockerfile.</summary>
    public static string DockerfileName(ImageBuild build)
    {
        var relative = Path.GetRelativePath(build.Context, build.Dockerfile);
        return Path.IsPathRooted(relative) || relative.Split(Path.DirectorySeparatorChar)[0] == ".." ? Outside : relative.Replace('\\', '/');
    }

    private static async Task WriteAsync(ImageBuild build, PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await using (var stream = writer.AsStream(leaveOpen: true))
            await using (var tar = new TarWriter(stream))
            {
                await AddFolderAsync(tar, build.Context, cancellationToken);
                if (DockerfileName(build) == Outside) await AddDockerfileAsync(tar, build, cancellationToken);
            }

            await writer.CompleteAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            // The reader gets the fault: the build call fails with it.
            await writer.CompleteAsync(e);
        }
    }

    private static async Task AddFolderAsync(TarWriter tar, string folder, CancellationToken cancellationToken)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            await tar.WriteEntryAsync(entry.FullName, Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/'), cancellationToken);
        }
    }

    /// <summary>What .dockerignore names the engine drops after it has read the Dockerfile, so neither file gets into the image.</summary>
    private static async Task AddDockerfileAsync(TarWriter tar, ImageBuild build, CancellationToken cancellationToken)
    {
        await tar.WriteEntryAsync(build.Dockerfile, Outside, cancellationToken);
        if (File.Exists(Path.Combine(build.Context, Ignore))) return;
        using var names = new MemoryStream(Encoding.UTF8.GetBytes($"{Outside}\n{Ignore}\n"));
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, Ignore) { DataStream = names }, cancellationToken);
    }
}
