using System.Globalization;
using System.Text;
using System.Text.Json;
using Mem0Observability.Compose;
using Mem0Observability.Docker;

namespace Mem0Observability.Tests.Benchmarks.Pages;

/// <summary>
/// Gives a Prometheus a past: all series that it has, each at the interval at which it came. What it has recorded goes on backwards,
/// counters at their rate and everything else with its values in turn.
/// </summary>
internal sealed class MetricHistory(IContainerEngine engine, Uri prometheus, string image, string volume)
{
    /// <summary>Seconds between two samples of a series of which there is only one.</summary>
    private const int Interval = 15;

    /// <summary>Seconds; longer than the stack has run, so that the past ends where its own samples begin.</summary>
    private const int Recorded = 3600;

    /// <summary>A block of Prometheus.</summary>
    private const int Block = 7200;

    /// <summary>Prometheus looks for new blocks each minute, and puts them together afterwards.</summary>
    private static readonly TimeSpan s_found = TimeSpan.FromMinutes(3);

    private static readonly string[] s_counters = ["_total", "_count", "_sum", "_bucket"];
    private static readonly HttpClient s_http = new();

    /// <returns>How many samples were added.</returns>
    public async Task<long> AddAsync(int hours, CancellationToken cancellationToken)
    {
        IReadOnlyList<Series> series = await ReadAsync(cancellationToken);
        // Earlier than anything that was scraped.
        long end = series.Min(s => s.FirstTime) - Interval;
        long start = end - (hours * 3600L);
        long samples = 0;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mem0-bench-history-");
        // The container's user reads it.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var convert = new ServiceSpec
        {
            Name = "history",
            Position = default,
            Image = image,
            Entrypoint = ["promtool"],
            Command = ["tsdb", "create-blocks-from", "openmetrics", "-q", "/in/block", "/prometheus"],
            Mounts = [OneOff.Folder(folder.FullName, "/in"), new(MountKind.Volume, volume, "/prometheus", ReadOnly: false, "volume", default)],
        };
        try
        {
            for (long from = start; from < end; from = Math.Min(end, (from / Block + 1) * Block))
            {
                long to = Math.Min(end, (from / Block + 1) * Block);
                samples += Write(Path.Combine(folder.FullName, "block"), series, start, from, to);
                await OneOff.RunAsync(engine, convert, cancellationToken);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        await UntilFoundAsync(start + Block, cancellationToken);
        return samples;
    }

    /// <summary>All samples, as they were scraped.</summary>
    private async Task<IReadOnlyList<Series>> ReadAsync(CancellationToken cancellationToken)
    {
        using JsonDocument answer = await AskAsync($"{{__name__=~\".+\"}}[{Recorded}s]", null, cancellationToken);
        return [.. answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(Read)];
    }

    private static Series Read(JsonElement result)
    {
        string name = result.GetProperty("metric").GetProperty("__name__").GetString()!;
        IEnumerable<string> labels = result.GetProperty("metric").EnumerateObject().Where(l => l.Name != "__name__").Select(l => $"{l.Name}=\"{Escape(l.Value.GetString()!)}\"");
        var points = result.GetProperty("values").EnumerateArray().Select(v => (Time: v[0].GetDouble(), Value: Number(v[1].GetString()!))).ToList();
        double passed = points[^1].Time - points[0].Time;
        double? rate = s_counters.Any(e => name.EndsWith(e, StringComparison.Ordinal)) ? passed > 0 ? Math.Max(0, (points[^1].Value - points[0].Value) / passed) : 0 : null;
        int interval = points.Count > 1 ? Math.Max(1, (int)Math.Round(passed / (points.Count - 1))) : Interval;
        return new Series($"{name}{{{string.Join(',', labels)}}}", (long)points[0].Time, interval, rate, [.. points.Select(p => p.Value)]);
    }

    private static long Write(string path, IReadOnlyList<Series> series, long start, long from, long to)
    {
        long samples = 0;
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        foreach (Series one in series)
        {
            for (long time = from; time < to; time += one.Interval, samples++)
            {
                double value = one.Rate is { } rate ? Math.Floor(rate * (time - start)) : one.Values[(int)(time / one.Interval % one.Values.Length)];
                file.Write(one.Name);
                file.Write(' ');
                file.Write(double.IsNaN(value) ? "NaN" : double.IsInfinity(value) ? value > 0 ? "+Inf" : "-Inf" : value.ToString("R", CultureInfo.InvariantCulture));
                file.Write(' ');
                file.WriteLine(time);
            }
        }

        file.WriteLine("# EOF");
        return samples;
    }

    private async Task UntilFoundAsync(long time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(s_found);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        while (true)
        {
            using JsonDocument answer = await AskAsync("count(up)", time, either.Token);
            if (answer.RootElement.GetProperty("data").GetProperty("result").GetArrayLength() > 0)
                return;
            await Task.Delay(TimeSpan.FromSeconds(2), either.Token);
        }
    }

    private async Task<JsonDocument> AskAsync(string query, long? time, CancellationToken cancellationToken)
    {
        string at = time is { } moment ? $"&time={moment}" : "";
        await using Stream body = await s_http.GetStreamAsync(new Uri(prometheus, $"api/v1/query?query={Uri.EscapeDataString(query)}{at}"), cancellationToken);
        return await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
    }

    private static double Number(string text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static string Escape(string label) => label.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    /// <param name="Rate">Per second, for a counter; null for anything else.</param>
    private sealed record Series(string Name, long FirstTime, int Interval, double? Rate, double[] Values);
}
