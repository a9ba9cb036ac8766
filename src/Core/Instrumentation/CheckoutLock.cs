using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation;

/// <summary>One change at a time per checkout. Gone with the process, however it ends; a kill leaves the file, which nobody holds.</summary>
internal sealed class CheckoutLock : IDisposable
{
    private readonly FileStream _file;

    private CheckoutLock(FileStream file) => _file = file;

    public static CheckoutLock Take(string root)
    {
        string path = Path.Combine(root, ".mem0-observability.lock");
        try
        {
            return new CheckoutLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new StackException(
                "OperationInProgress",
                StackErrorCategory.ResourceBusy,
                $"Another command is changing '{root}' now (lock: {path}). Wait for it to end, then run this again.",
                root,
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CheckoutTransaction.NotWritable(root, e, undone: true);
        }
    }

    public void Dispose() => _file.Dispose();
}
