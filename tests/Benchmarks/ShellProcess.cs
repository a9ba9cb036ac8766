using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Benchmarks;

/// <summary>A command in a process of its own: start, import, run, end.</summary>
internal static class ShellProcess
{
    public static async Task RunAsync(string script, CancellationToken cancellationToken)
    {
        string[] arguments = [Checkout.Shell, "-Module", Checkout.Module, "-Command", script];
        var result = await ProcessRunner.RunAsync("dotnet", arguments, cancellationToken);
        if (result is not { ExitCode: 0 }) throw new InvalidOperationException($"{script} failed: {result?.Error}{result?.Output}");
    }
}
