using System.Buffers.Text;
using System.Security.Cryptography;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Provisioning.Credentials;

/// <summary>A secret's file while it changes: beside it <c>.next</c> until the other side has taken it, and <c>.previous</c> until the old one is
/// proved dead. A run that dies in between leaves what is needed to go on.</summary>
internal sealed class SecretRotation
{
    private readonly string _path;

    /// <exception cref="StackException">There is no such secret.</exception>
    public SecretRotation(string folder, string name)
    {
        _path = System.IO.Path.Combine(folder, name);
        Current = Read(_path) ?? throw new StackException(
            "CredentialMissing", StackErrorCategory.ObjectNotFound, $"There is no secret {_path}. Does the running stack have it? See: Get-Mem0Monitoring", _path);
        string? next = Read(NextPath);
        WasBegun = next is not null;
        Next = next ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
    }

    public string Path => _path;

    public string Current { get; }

    public string Next { get; }

    /// <summary>Whether an earlier run left its new secret: the other side may have it already.</summary>
    public bool WasBegun { get; }

    private string NextPath => _path + ".next";

    private string PreviousPath => _path + ".previous";

    /// <summary>Before anybody is told of it, so that it cannot be lost.</summary>
    public void Keep() => Change(() =>
    {
        if (!WasBegun)
            Write(NextPath, Next);
    });

    /// <summary>From now on the file has the new one.</summary>
    public void Promote() => Change(() =>
    {
        Write(PreviousPath, Current);
        File.Move(NextPath, _path, overwrite: true);
    });


    /// <summary>The old one again; the new one waits for the next time.</summary>
    public void PutBack() => Change(() =>
    {
        Write(NextPath, Next);
        File.Move(PreviousPath, _path, overwrite: true);
    });

    public void Forget() => Change(() => File.Delete(PreviousPath));

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } secret ? secret : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StateFolder.NotWritable(System.IO.Path.GetDirectoryName(path)!, e);
        }
    }

    /// <summary>Whole or not at all; readable for the containers' users, whom the folder keeps apart from the machine's.</summary>
    private static void Write(string path, string secret)
    {
        string partial = path + ".new";
        File.WriteAllText(partial, secret);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(partial, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.Move(partial, path, overwrite: true);
    }

    private void Change(Action change)
    {
        try
        {
            change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StateFolder.NotWritable(System.IO.Path.GetDirectoryName(_path)!, e);
        }
    }
}
