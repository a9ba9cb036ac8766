using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

// It must be killed without warning and looked at from outside, which the one runner has no need of.
#pragma warning disable RS0030

namespace Mem0Observability.Tests.Load;

/// <summary>The observer as it ships, in a process of its own on ports of its own.</summary>
internal sealed class ObserverProcess : IAsyncDisposable
{
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(1) }) { Timeout = TimeSpan.FromMinutes(2) };

    private readonly Process _process;
    private readonly Queue<string> _lines = new();

    private ObserverProcess(Process process, int[] ports)
    {
        (_process, Ports) = (process, ports);
        Api = Loopback(ports[0]);
        Grpc = Loopback(ports[1]);
        Http = Loopback(ports[2]);
    }

    public Uri Api { get; }

    public Uri Grpc { get; }

    public Uri Http { get; }

    /// <summary>API, OTLP over gRPC, OTLP over HTTP; give them to the next process, so that clients find it.</summary>
    public int[] Ports { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>From the start of the process to its first answer that it is healthy.</summary>
    public TimeSpan Opened { get; private set; }

    /// <summary>What it said last.</summary>
    public string Log
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }

    /// <param name="program">The published program, with arguments before it where another program starts it.</param>
    /// <param name="dataDirectory">Its store.</param>
    /// <param name="ports">Those of the process before; null for free ones.</param>
    /// <param name="environment">Settings beyond the usual.</param>
    public static async Task<ObserverProcess> StartAsync(string program, string dataDirectory, int[]? ports, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        ports ??= FreePorts();
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["OBSERVER_DATA_DIR"] = dataDirectory;
        start.Environment["ASPNETCORE_URLS"] = Loopback(ports[0]).ToString();
        start.Environment["OBSERVER_OTLP_GRPC_URL"] = Loopback(ports[1]).ToString();
        start.Environment["OBSERVER_OTLP_HTTP_URL"] = Loopback(ports[2]).ToString();
        start.Environment["OBSERVER_CONTAINER_LOGS"] = "";
        start.Environment["OBSERVER_CANARY_SECONDS"] = "0";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var watch = Stopwatch.StartNew();
        var observer = new ObserverProcess(Process.Start(start)!, ports);
        observer.Listen();
        try
        {
            await observer.UntilHealthyAsync(cancellationToken);
        }
        catch
        {
            await observer.DisposeAsync();
            throw;
        }

        observer.Opened = watch.Elapsed;
        return observer;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    public Task<string> GetAsync(string path, CancellationToken cancellationToken) => s_http.GetStringAsync(new Uri(Api, path), cancellationToken);

    /// <summary>A gauge or counter of <c>/metrics</c>, added up over its labels; null where it is absent.</summary>
    public async Task<double?> MetricAsync(string name, CancellationToken cancellationToken)
    {
        var values = (await GetAsync("metrics", cancellationToken)).Split('\n')
            .Where(l => l.StartsWith(name + " ", StringComparison.Ordinal) || l.StartsWith(name + "{", StringComparison.Ordinal))
            .Select(l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)).ToList();
        return values.Count == 0 ? null : values.Sum();
    }

    private static Uri Loopback(int port) => new($"http://127.0.0.1:{port}");

    private static int[] FreePorts()
    {
        // Held all at once, so that no two are the same.
        var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            foreach (var listener in listeners) listener.Start();
            return [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners) listener.Dispose();
        }
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > 50) _lines.Dequeue();
        }
    }

    private async Task UntilHealthyAsync(CancellationToken cancellationToken)
    {
        for (var limit = Stopwatch.StartNew(); limit.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(10, cancellationToken))
        {
            if (_process.HasExited) throw new InvalidOperationException($"The observer ended with exit code {_process.ExitCode}: {Log}");
            try
            {
                using var answer = await s_http.GetAsync(new Uri(Api, "healthz"), cancellationToken);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new TimeoutException($"The observer was not healthy within 60 s: {Log}");
    }
}
