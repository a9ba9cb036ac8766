using System.Globalization;
using System.Text.Json;
using Mem0Observability.Observer.Redaction;
using Mem0Observability.Observer.Tail;
using Microsoft.Extensions.Logging;

namespace Mem0Observability.Tests.Unit.Observer.Tail;

/// <summary>A folder as the engine keeps it, written to as the engine does, and a tail that can crash.</summary>
internal sealed class TailFixture : IDisposable
{
    public const string Mem0 = "c0ffee";

    private readonly TemporaryDirectory _directory = new();
    private readonly LoggerFactory _loggers = new();
    private ContainerTail? _tail;

    public TailFixture(ILogRedactor? redactor = null)
    {
        Redactor = redactor ?? new NoRedaction();
        _loggers.AddProvider(Log);
    }

    public FakeSink Sink { get; } = new();

    public ManualTime Time { get; } = new();

    public LogRecorder Log { get; } = new();

    public string Folder => _directory.FullName;

    private ILogRedactor Redactor { get; }

    public static string[] Labels(string service, string project = "mem0-dev") => ["com.docker.compose.project", project, "com.docker.compose.service", service];

    public string LogPath(string id = Mem0) => Path.Combine(Folder, id, id + "-json.log");

    public void Add(string id = Mem0, string[]? labels = null, string name = "mem0-dev-mem0-1")
    {
        Directory.CreateDirectory(Path.Combine(Folder, id));
        File.WriteAllText(LogPath(id), "");
        Configure(id, labels ?? Labels("mem0"), name);
    }

    public void Configure(string id, string[] labels, string name)
    {
        var map = labels.Chunk(2).ToDictionary(p => p[0], p => p[1]);
        string path = Path.Combine(Folder, id, "config.v2.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new { Name = "/" + name, Config = new { Labels = map } }));
        File.SetLastWriteTimeUtc(path, Time.Now.UtcDateTime);
    }

    public static string Entry(string text, DateTimeOffset time, string stream = "stdout") =>
        JsonSerializer.Serialize(new { log = text, stream, time = time.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture) + "00Z" }) + "\n";

    /// <summary>Whole lines, each an entry of the same time.</summary>
    public void Write(string text, string stream = "stdout", string id = Mem0, TimeSpan? age = null)
    {
        foreach (string line in text.Split('\n'))
            WritePart(line + "\n", stream, id, age);
    }

    public void WritePart(string text, string stream = "stdout", string id = Mem0, TimeSpan? age = null) =>
        Raw(Entry(text, Time.Now - (age ?? TimeSpan.Zero), stream), id);

    public void Raw(string text, string id = Mem0) => File.AppendAllText(LogPath(id), text);

    public void Raw(byte[] bytes, string id = Mem0) => File.AppendAllBytes(LogPath(id), bytes);

    /// <summary>As the engine does with <c>max-file</c>: the oldest goes, the others move up, a new one begins.</summary>
    public void Rotate(int maxFiles, string id = Mem0)
    {
        string path = LogPath(id);
        File.Delete($"{path}.{maxFiles - 1}");
        for (int i = maxFiles - 2; i >= 1; i--)
        {
            if (File.Exists($"{path}.{i}"))
                File.Move($"{path}.{i}", $"{path}.{i + 1}");
        }

        File.Move(path, path + ".1");
        File.WriteAllText(path, "");
    }

    public void Crash()
    {
        _tail?.Dispose();
        _tail = null;
    }

    public async Task StepAsync()
    {
        if (_tail is null)
        {
            var notes = new TailNotes(_loggers.CreateLogger<TailNotes>());
            var metrics = new TailMetrics(Prometheus.Metrics.WithCustomRegistry(Prometheus.Metrics.NewCustomRegistry()));
            _tail = new ContainerTail(new ContainerFolder(Folder, notes), Sink, Redactor, Time, metrics, notes);
        }

        while (await _tail.StepAsync(TestContext.Current.CancellationToken))
        {
        }
    }

    /// <summary>Reads all there is and lets time pass until nothing is pending.</summary>
    public async Task DrainAsync()
    {
        await StepAsync();
        Time.Advance(TimeSpan.FromSeconds(3));
        await StepAsync();
        Sink.Rented.Should().Be(0);
    }

    public void Dispose()
    {
        Crash();
        _loggers.Dispose();
        _directory.Dispose();
    }
}
