using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>A container's log as the engine writes it: numbered lines in mem0's form, torn writes, and now and then a new file.</summary>
internal sealed partial class ContainerLog
{
    public const string Service = "tailed";

    /// <summary>Some seconds' worth, so that many files are needed.</summary>
    private const int LinesPerFile = 4000;

    /// <summary>Minutes' worth: on a slow machine a reader that is killed again and again is away for longer than a few files last.</summary>
    private const int Files = 50;

    private readonly string _file;

    public ContainerLog(string folder)
    {
        var id = string.Concat(Enumerable.Repeat("5eed", 16));
        var container = Directory.CreateDirectory(Path.Combine(folder, id)).FullName;
        File.WriteAllText(Path.Combine(container, "config.v2.json"), $$$$"""{"Name":"/mem0-mem0-1","Config":{"Labels":{"com.docker.compose.service":"{{{{Service}}}}","com.docker.compose.project":"mem0"}}}""");
        _file = Path.Combine(container, id + "-json.log");
    }

    public int Lines { get; private set; }

    /// <summary>About a thousand lines a second until it is cancelled; the last line is whole.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var stream = Open();
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                for (var i = 0; i < 20; i++) await WriteLineAsync(stream);
                if (Lines % LinesPerFile == 0)
                {
                    await stream.DisposeAsync();
                    Rotate();
                    stream = Open();
                }

                await Task.Delay(20, CancellationToken.None);
            }
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    /// <summary>Of a line's text.</summary>
    public static int Number(string message) => int.Parse(Numbered().Match(message).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    private FileStream Open() => File.Open(_file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>As the engine does with max-file: each file keeps its inode under the next number.</summary>
    private void Rotate()
    {
        for (var number = Files - 1; number > 1; number--)
        {
            if (File.Exists($"{_file}.{number - 1}")) File.Move($"{_file}.{number - 1}", $"{_file}.{number}", overwrite: true);
        }

        File.Move(_file, _file + ".1", overwrite: true);
    }

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
