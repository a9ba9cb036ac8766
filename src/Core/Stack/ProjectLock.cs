using System.Globalization;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>One change at a time per project. The operating system lets go of it when the process ends, however it ends.</summary>
internal sealed class ProjectLock : IDisposable
{
    private readonly FileStream _file;

    private ProjectLock(FileStream file) => _file = file;

    public static ProjectLock Take(string stateDirectory, string project)
    {
        var path = Path.Combine(stateDirectory, "deploy.lock");
        try
        {
            Directory.CreateDirectory(stateDirectory);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.UTF8.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new(file);
        }
        catch (IOException e) when (File.Exists(path) && e is not DirectoryNotFoundException)
        {
            throw new StackException("OperationInProgress", StackErrorCategory.ResourceBusy,
                $"Another command is changing '{project}' now (lock: {path}). Wait for it to end, then run this again.", project, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StateFolder.NotWritable(stateDirectory, e);
        }
    }

    public void Dispose() => _file.Dispose();
}
