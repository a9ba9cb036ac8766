using System.Formats.Tar;
using System.IO.Pipelines;

namespace Mem0Observability.Docker;

/// <summary>A folder as the tar stream that the engine's build takes; written while it is read, so its size does not matter.</summary>
internal static class BuildContext
{
    public static Stream Open(string folder, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        _ = WriteAsync(folder, pipe.Writer, cancellationToken);
        return pipe.Reader.AsStream();
    }

    private static async Task WriteAsync(string folder, PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await TarFile.CreateFromDirectoryAsync(folder, writer.AsStream(leaveOpen: true), includeBaseDirectory: false, cancellationToken);
            await writer.CompleteAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            // The reader gets the fault: the build call fails with it.
            await writer.CompleteAsync(e);
        }
    }
}
