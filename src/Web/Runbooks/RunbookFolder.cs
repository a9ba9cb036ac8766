using System.Text.RegularExpressions;
using Mem0Observability.Model;

namespace Mem0Observability.Web.Runbooks;

/// <summary>The runbooks of the deployment, by name. A name is letters and digits only, so that none leads out of the folder.</summary>
internal sealed partial class RunbookFolder(WebSettings settings)
{
    /// <summary>Far above any runbook; another file by mistake must not fill the memory.</summary>
    private const int MaxBytes = 256 * 1024;

    public IReadOnlyList<string> Names()
    {
        try
        {
            return [.. Directory.GetFiles(settings.Runbooks, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Where(IsName).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(settings.Runbooks, e);
        }
    }

    /// <returns>Markdown.</returns>
    public async Task<string> ReadAsync(string name, CancellationToken cancellationToken)
    {
        string path = Path.Combine(settings.Runbooks, name + ".md");
        if (!IsName(name) || !File.Exists(path) || new FileInfo(path).Length > MaxBytes)
            throw new StackException("RunbookUnknown", StackErrorCategory.ObjectNotFound, $"There is no runbook '{PlainText.Line(name, 100)}'.", name);

        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    public static bool IsName(string name) => Name().IsMatch(name);

    private static StackException Unreadable(string path, Exception e) =>
        new("RunbookUnreadable", StackErrorCategory.ResourceUnavailable, $"The runbooks in '{path}' cannot be read: {e.Message}", path, e);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,99}\z")]
    private static partial Regex Name();
}
