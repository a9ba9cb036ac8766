using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>A container's log as the engine writes it: numbered lines in mem0's form, torn writes, and now and then a new file.</summary>
internal sealed partial class ContainerLog
{
    private readonly string _file;
    private readonly int _linesPerFile;

    public ContainerLog(string folder, int linesPerFile)
    {
        var id = string.Concat(Enumerable.Repeat("5eed", 16));
        var container = Directory.CreateDirectory(Path.Combine(folder, id)).FullName;
        File.WriteAllText(Path.Combine(container, "config.v2.json"), """{"Name":"/mem0-mem0-1","Config":{"Labels":{"com.docker.compose.service":"tailed","com.docker.compose.project":"mem0"}}}""");
        _file = Path.Combine(container, id + "-json.log");
        _linesPerFile = linesPerFile;
    }

    public int Lines { get; private set; }

    /// <summary>About a thousand lines a second until it is cancelled; the last line is whole.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var stream = File.Open(_file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                for (var i = 0; i < 20; i++) await WriteLineAsync(stream);
                if (Lines % _linesPerFile == 0)
                {
                    // As the engine does with max-file=2: the old file keeps its inode under another name.
                    File.Move(_file, _file + ".1", overwrite: true);
                    await stream.DisposeAsync();
                    stream = File.Open(_file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                }

                await Task.Delay(20, CancellationToken.None);
            }
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    /// <summary>The line's number, where it is one of these lines.</summary>
    public static int? Number(string message) =>
        Numbered().Match(message) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    private async Task WriteLineAsync(FileStream stream)
    {
        var now = DateTimeOffset.UtcNow;
        var line = string.Create(CultureInfo.InvariantCulture, $"{{\"log\":\"{now:yyyy-MM-dd HH:mm:ss,fff} - INFO - [4f3d2c1b] Numbered line {Lines} of the container\\n\",\"stream\":\"stderr\",\"time\":\"{now:yyyy-MM-ddTHH:mm:ss.fffffff}Z\"}}\n");
        Lines++;
        var bytes = Encoding.UTF8.GetBytes(line);
        // A reader may see the half of a line.
        var torn = Lines % 50 == 0 ? bytes.Length / 2 : bytes.Length;
        await stream.WriteAsync(bytes.AsMemory(0, torn), CancellationToken.None);
        await stream.FlushAsync(CancellationToken.None);
        await stream.WriteAsync(bytes.AsMemory(torn), CancellationToken.None);
        await stream.FlushAsync(CancellationToken.None);
    }

    [GeneratedRegex("Numbered line ([0-9]+) of")]
    private static partial Regex Numbered();
}
