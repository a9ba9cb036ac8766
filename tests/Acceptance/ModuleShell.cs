using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Acceptance;

/// <summary>Runs commands with the built module in a fresh process, as a user does.</summary>
internal static class ModuleShell
{
    /// <summary>A project and ports of its own, so that a stack that runs on this machine is left alone.</summary>
    public const string Project = "mem0-acceptance";

    public static string Root { get; } = FindRoot();

    /// <summary>MEM0OBS_FULL=1 declares that the whole stack's images can be had: the suite then runs on it, and fails where something is missing.</summary>
    public static string Profile { get; } = Environment.GetEnvironmentVariable("MEM0OBS_FULL") == "1" ? StackProfiles.Full : StackProfiles.Lite;

    private static string Prelude { get; } = $$"""
        $PSDefaultParameterValues = @{
            '*-Mem0*:ProjectName' = '{{Project}}'
            'Start-Mem0Monitoring:Profile' = '{{Profile}}'
            'Test-Mem0Prerequisite:Profile' = '{{Profile}}'
            'Start-Mem0*:Variable' = @{
                PROMETHEUS_PORT = 29090; ALERTMANAGER_PORT = 29093; OBSERVER_PORT = 29095; NODE_EXPORTER_PORT = 29100
                POSTGRES_EXPORTER_PORT = 29187; BLACKBOX_EXPORTER_PORT = 29115; MEM0_API_PORT = 28888; OPENMEMORY_API_PORT = 28765; OTLP_GRPC_PORT = 24317; OTLP_HTTP_PORT = 24318
                GRAFANA_PORT = 23001; KIBANA_PORT = 25601; ELASTICSEARCH_PORT = 29200; JAEGER_PORT = 26686; LOGSTASH_PORT = 29600; FILEBEAT_PORT = 25066
            }
        }

        """;

    /// <param name="prefix">A program that runs the process in turn, for example <c>timeout</c>.</param>
    public static async Task<ShellResult> RunAsync(string script, TimeSpan? limit = null, IReadOnlyList<string>? prefix = null)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(limit ?? TimeSpan.FromMinutes(3));
        string[] command = [.. prefix ?? [], "dotnet", Path.Combine(Root, "output", "shell", "Mem0Observability.Shell.dll"), "-Module", Path.Combine(Root, "output", "Mem0Observability"), "-Command", Prelude + script];
        var run = await ProcessRunner.RunAsync(command[0], command[1..], timeout.Token);
        TestContext.Current.TestOutputHelper?.WriteLine($"> {script}\n{run!.Output}{run.Error}exit code {run.ExitCode}");
        return new(run!.ExitCode, [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)], run.Error);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mem0Observability.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("These tests run inside a checkout.");
    }
}

internal sealed record ShellResult(int ExitCode, IReadOnlyList<string> Lines, string Error);
