using System.Text.Json;
using System.Text.Json.Nodes;
using Mem0Observability.Model;

namespace Mem0Observability.Provisioning;

/// <summary>The folder whose files say what shall be: <c>roles/mem0_reader.json</c> is the role <c>mem0_reader</c>.</summary>
internal sealed class ProvisioningFiles(string folder)
{
    /// <summary>By name, ordered; empty where there is no such sub-folder.</summary>
    public IReadOnlyList<(string Name, JsonObject Document)> Json(string kind)
    {
        string path = Path.Combine(folder, kind);
        return Directory.Exists(path)
            ? [.. Files(path, "*.json").Select(file => (Path.GetFileNameWithoutExtension(file), ReadObject(file)))]
            : [];
    }

    /// <summary>Each file's objects, one a line.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<JsonObject> Objects)> Lines(string extension) =>
        [.. Files(folder, "*" + extension).Select(file => (Path.GetFileName(file), ReadLines(file)))];

    /// <exception cref="StackException">The folder is not there: nothing would be set up, and all would seem well.</exception>
    public void ThrowIfMissing()
    {
        if (!Directory.Exists(folder))
            throw Invalid(folder, "there is no such folder; is it mounted?");
    }

    private static IEnumerable<string> Files(string path, string pattern) => Directory.EnumerateFiles(path, pattern).Order(StringComparer.Ordinal);

    private static JsonObject ReadObject(string file) => Parse(file, ReadText(file), "");

    private static IReadOnlyList<JsonObject> ReadLines(string file)
    {
        string[] lines = ReadText(file).Split('\n');
        return [.. lines.Select((text, i) => (Text: text.Trim(), Line: i + 1)).Where(l => l.Text.Length > 0).Select(l => Parse(file, l.Text, $" line {l.Line}"))];
    }

    private static JsonObject Parse(string file, string text, string where)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw Invalid(file, $"expected an object{where}");
        }
        catch (JsonException e)
        {
            throw Invalid(file, $"no valid JSON{where}: {e.Message}", e);
        }
    }

    private static string ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(file, e.Message, e);
        }
    }

    public static StackException Invalid(string file, string reason, Exception? inner = null) => new(
        "ProvisioningFileInvalid", StackErrorCategory.InvalidData, $"{file}: {reason}", file, inner);
}
