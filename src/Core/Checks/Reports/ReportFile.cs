using System.Text;
using Mem0Observability.Model;

namespace Mem0Observability.Checks.Reports;

/// <summary>A report on disk; its extension says which kind.</summary>
internal sealed class ReportFile
{
    private readonly Func<CheckReport, string> _write;

    private ReportFile(string path, Func<CheckReport, string> write)
    {
        Path = path;
        _write = write;
    }

    public string Path { get; }

    /// <summary>Before the checks run, so that a wrong name costs nothing.</summary>
    public static ReportFile At(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".xml" => new ReportFile(path, JUnitReport.Write),
        ".json" => new ReportFile(path, JsonReport.Write),
        ".md" => new ReportFile(path, MarkdownReport.Write),
        var other => throw new StackException(
            "ReportFormatUnknown",
            StackErrorCategory.InvalidArgument,
            $"'{path}' ends in '{other}', which is no kind of report. Use .xml (JUnit), .json or .md.",
            path),
    };

    public Task SaveAsync(CheckReport report, CancellationToken cancellationToken) => WriteAsync(Path, _write(report), cancellationToken);

    /// <summary>Whole or not at all: a half-written report would be read as a short one.</summary>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        string full = System.IO.Path.GetFullPath(path);
        string temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
            await File.WriteAllTextAsync(temporary, text, new UTF8Encoding(false), cancellationToken);
            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StackException("ReportNotWritten", StackErrorCategory.PermissionDenied, $"The report could not be written to '{full}': {e.Message}", full, e);
        }
        finally
        {
            // Only when something went wrong above.
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }
}
