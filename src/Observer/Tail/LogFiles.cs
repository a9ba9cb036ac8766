using System.Globalization;
using System.Text;

namespace Mem0Observability.Observer.Tail;

/// <summary>The log files of one container: <c>&lt;id&gt;-json.log</c>, and the rotated <c>.1</c>, <c>.2</c>... behind it.</summary>
internal sealed class LogFiles(string directory, string containerId)
{
    private readonly string _name = containerId + "-json.log";
    private readonly byte[] _currentPath = Encoding.UTF8.GetBytes(Path.Combine(directory, containerId + "-json.log") + '\0');

    /// <summary>Whether there are rotated files that are compressed. They are not read.</summary>
    public bool Compressed { get; private set; }

    /// <returns>False while there is none: before the first line, and for a moment during a rotation.</returns>
    public bool TryCurrent(out FileStatus status) => FileStatus.TryRead(_currentPath, out status);

    /// <summary>Opens all files, oldest first.</summary>
    /// <returns>Empty where a rotation came in between more than a few times: try again later.</returns>
    public List<LogFile> Open()
    {
        for (int attempt = 0; attempt < 5; attempt++)
        {
            List<LogFile> files = [.. Paths().Select(LogFile.Open).OfType<LogFile>()];
            // A rotation in between moves one file past this loop.
            if (files.TrueForAll(StillThere))
                return files;
            files.ForEach(f => f.Dispose());
        }

        return [];
    }

    private static bool StillThere(LogFile file) =>
        FileStatus.TryRead(Encoding.UTF8.GetBytes(file.Path + '\0'), out FileStatus status) && status.Inode == file.Inode;

    private IEnumerable<string> Paths()
    {
        var numbers = new SortedSet<int>(Comparer<int>.Create((a, b) => b.CompareTo(a)));
        foreach (string path in Directory.EnumerateFiles(directory, _name + "*"))
        {
            string suffix = Path.GetFileName(path)[_name.Length..];
            Compressed |= suffix.EndsWith(".gz", StringComparison.Ordinal);
            if (suffix.Length == 0)
                numbers.Add(0);
            else if (suffix[0] == '.' && int.TryParse(suffix.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                numbers.Add(number);
        }

        return numbers.Select(n => Path.Combine(directory, n == 0 ? _name : string.Create(CultureInfo.InvariantCulture, $"{_name}.{n}")));
    }
}
