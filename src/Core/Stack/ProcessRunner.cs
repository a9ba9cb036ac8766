using System.ComponentModel;
using System.Diagnostics;

// This is the one runner that the ban is for.
#pragma warning disable RS0030

namespace Mem0Observability.Stack;

/// <summary>The one place that starts processes.</summary>
internal static class ProcessRunner
{
    /// <summary>Has the desktop open an address with what the user chose for it; false where there is no desktop.</summary>
    public static bool Open(Uri address)
    {
        try
        {
            // The desktop's opener is asked, and lives on after this.
            using Process? opener = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Runs a program to its end; null where it is not installed. Cancelling kills it and its children.</summary>
    public static async Task<ProcessResult?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true } };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return new(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}

internal sealed record ProcessResult(int ExitCode, string Output, string Error);
