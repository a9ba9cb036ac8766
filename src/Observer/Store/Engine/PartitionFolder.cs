using System.Globalization;

namespace Mem0Observability.Observer.Store.Engine;

/// <summary>The files of the store: <c>telemetry-&lt;number&gt;.db</c>, the highest being written.</summary>
internal sealed class PartitionFolder(string directory)
{
    private const string Prefix = "telemetry-";
    private const string Suffix = ".db";
    private static readonly string[] s_companions = ["", "-wal", "-shm"];

    /// <summary>Oldest first.</summary>
    /// <exception cref="IOException">The folder cannot be made or listed.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public IReadOnlyList<string> List()
    {
        Directory.CreateDirectory(directory);
        return [.. Directory.EnumerateFiles(directory, Prefix + "*" + Suffix).Where(f => Number(f) >= 0).OrderBy(Number)];
    }

    public bool IsEmpty => Last() == 0;

    /// <summary>Whether no file was begun after it, damaged ones included.</summary>
    public bool IsLast(string path) => Number(path) == Last();

    /// <summary>The file after all others, damaged ones included.</summary>
    public string Next() => Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Last() + 1:D10}{Suffix}"));

    public static void Delete(string path)
    {
        // The log first: alone it is nothing, but beside a new file of the same name it would be applied to it.
        foreach (string companion in s_companions.Reverse())
            File.Delete(path + companion);
    }

    /// <summary>Out of the way, and kept for whoever wants to recover it.</summary>
    public static void MoveAside(string path)
    {
        foreach (string companion in s_companions.Reverse().Where(c => File.Exists(path + c)))
            File.Move(path + companion, path + ".damaged" + companion, overwrite: true);
    }

    public int CountDamaged() => Directory.EnumerateFiles(directory, Prefix + "*" + Suffix + ".damaged").Count();

    /// <summary>The system's own word for why nothing can be written; SQLite would only say that it cannot open a file.</summary>
    /// <exception cref="IOException">Full or read-only.</exception>
    /// <exception cref="UnauthorizedAccessException">No right to.</exception>
    public void Probe() => File.Create(Path.Combine(directory, "probe"), 1, FileOptions.DeleteOnClose).Dispose();

    /// <summary>Stable identifier for metrics and answers, by the error number of Linux.</summary>
    public static string Reason(Exception failure) => failure.HResult switch
    {
        28 => "disk_full",
        30 => "read_only",
        _ => "io_error",
    };

    /// <summary>Zero where there is none.</summary>
    private long Last() => Directory.EnumerateFiles(directory, Prefix + "*").Select(Number).DefaultIfEmpty(0).Max();

    /// <summary>Negative where it is none of ours.</summary>
    private static long Number(string path)
    {
        ReadOnlySpan<char> name = Path.GetFileName(path.AsSpan());
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
            return -1;
        ReadOnlySpan<char> digits = name[Prefix.Length..];
        int end = digits.IndexOf('.');
        return end > 0 && long.TryParse(digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : -1;
    }
}
