using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation;

/// <summary>Changes files so that all of them change or none: what fails, or is stopped, is undone.</summary>
/// <param name="beforeStep">For tests: called with the path before each change, undoing included.</param>
internal sealed class CheckoutTransaction(Action<string>? beforeStep)
{
    /// <summary>Not the end of a Python file: mem0's reloader must not see it.</summary>
    public const string PartialSuffix = ".mem0-new";

    private readonly Stack<Func<Task>> _undo = [];

    public static async Task RunAsync(string root, Action<string>? beforeStep, Func<CheckoutTransaction, Task> work)
    {
        var transaction = new CheckoutTransaction(beforeStep);
        try
        {
            await work(transaction);
            transaction._undo.Clear();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(root, e, await transaction.UndoAsync());
        }
        finally
        {
            // After a stop or a refusal; otherwise nothing is left to undo.
            await transaction.UndoAsync();
        }
    }

    public static StackException NotWritable(string root, Exception e, bool undone) => new(
        "CheckoutNotWritable",
        StackErrorCategory.PermissionDenied,
        $"The checkout '{root}' cannot be written: {e.Message} "
        + (undone ? "Nothing was changed. See to its rights and free space, and run this again." : "Not everything could be undone. See to its rights and free space, and run this again: it completes what is missing."),
        root,
        e);

    /// <param name="before">The SHA-256 that must be there now; null for no file.</param>
    public async Task PutAsync(string path, string? before, FileContent content, CancellationToken cancellationToken)
    {
        FileContent? old = await ExpectAsync(path, before, cancellationToken);
        beforeStep?.Invoke(path);
        // Before the change: half of it may have happened when it fails.
        _undo.Push(() => RestoreAsync(path, old));
        await WriteAsync(path, content, old?.Mode, cancellationToken);
    }

    public async Task DeleteAsync(string path, string? before, CancellationToken cancellationToken)
    {
        FileContent? old = await ExpectAsync(path, before, cancellationToken);
        beforeStep?.Invoke(path);
        _undo.Push(() => RestoreAsync(path, old));
        File.Delete(path);
    }

    public void MakeFolder(string path)
    {
        beforeStep?.Invoke(path);
        _undo.Push(() =>
        {
            beforeStep?.Invoke(path);
            if (Directory.Exists(path)) Directory.Delete(path);
            return Task.CompletedTask;
        });
        Directory.CreateDirectory(path);
    }

    private static async Task<FileContent?> ExpectAsync(string path, string? before, CancellationToken cancellationToken)
    {
        FileContent? now = await FileContent.ReadAsync(path, cancellationToken);
        return now?.Sha256 == before
            ? now
            : throw new StackException(
                "OperationInProgress", StackErrorCategory.ResourceBusy, $"'{path}' was changed by somebody else meanwhile. Nothing was changed. Run this again.", path);
    }

    private Task RestoreAsync(string path, FileContent? old)
    {
        beforeStep?.Invoke(path);
        if (old is not null)
            return WriteAsync(path, old, old.Mode, CancellationToken.None);

        File.Delete(path);
        return Task.CompletedTask;
    }

    /// <summary>Whole or not at all, also when the process is killed.</summary>
    /// <param name="mode">Null for what new files get, executable where the content is.</param>
    private static async Task WriteAsync(string path, FileContent content, UnixFileMode? mode, CancellationToken cancellationToken)
    {
        string partial = path + PartialSuffix;
        try
        {
            // What a killed run left, or a link that leads elsewhere.
            File.Delete(partial);
            // Written through: a file that is there after the machine lost power has its content.
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.WriteThrough | FileOptions.Asynchronous))
                await file.WriteAsync(content.Bytes, cancellationToken);

            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(partial, mode ?? File.GetUnixFileMode(partial) | content.Execute);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            // Only when something went wrong above.
            File.Delete(partial);
        }
    }

    /// <summary>The newest first. One that fails does not keep the others from being undone.</summary>
    private async Task<bool> UndoAsync()
    {
        bool all = true;
        while (_undo.TryPop(out Func<Task>? undo))
        {
            try
            {
                await undo();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                all = false;
            }
        }

        return all;
    }
}
