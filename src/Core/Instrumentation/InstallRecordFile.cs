using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation;

/// <summary>Reads the record strictly: by its paths files are removed.</summary>
internal static partial class InstallRecordFile
{
    /// <summary>A hundred times what a full installation needs.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The record's text and what it says; null and empty where nothing is installed.</summary>
    public static async Task<(string? Text, InstallRecord Record)> LoadAsync(string root, CancellationToken cancellationToken)
    {
        string path = InstallRecord.PathIn(root);
        CheckoutPath.RefuseLinks(root, InstallRecord.FileName);
        if (!File.Exists(path))
            return Directory.Exists(path) ? throw Invalid(path, "it is a folder") : (null, InstallRecord.Empty);

        try
        {
            if (new FileInfo(path).Length > MaxBytes)
                throw Invalid(path, "it is larger than 1 MiB");

            byte[] json = await File.ReadAllBytesAsync(path, cancellationToken);
            return (Encoding.UTF8.GetString(json), Parse(path, json));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, e.Message, e);
        }
    }

    private static InstallRecord Parse(string path, byte[] json)
    {
        try
        {
            using (JsonDocument document = JsonDocument.Parse(json))
            {
                if (Schema(document.RootElement) is { } schema && schema != InstallRecord.KnownSchema)
                    throw Invalid(path, $"its schema is {schema} and this module knows {InstallRecord.KnownSchema}: another version of the module wrote it, use that one");
            }

            InstallRecord record = JsonSerializer.Deserialize(json, InstallRecordContext.Default.InstallRecord) ?? throw Invalid(path, "it is null");
            return Fault(record) is { } fault ? throw Invalid(path, fault) : record;
        }
        catch (JsonException e)
        {
            throw Invalid(path, e.Message, e);
        }
    }

    private static int? Schema(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("schema", out JsonElement schema) && schema.ValueKind == JsonValueKind.Number && schema.TryGetInt32(out int number)
            ? number
            : null;

    private static string? Fault(InstallRecord record)
    {
        if (record.Files.FirstOrDefault(f => f is null || !CheckoutPath.IsPlain(f.Path)) is { } outside)
            return $"'{outside.Path}' is no path below the checkout";

        if (record.Files.Any(f => f is null) || record.Folders.Any(f => f is null || !CheckoutPath.IsPlain(f)))
            return "it names something that is no path below the checkout";

        if (record.Files.FirstOrDefault(f => !Hash().IsMatch(f.Sha256) || (f.Previous is not null && !Hash().IsMatch(f.Previous))) is { } unhashed)
            return $"the SHA-256 of '{unhashed.Path}' is not 64 hexadecimal digits";

        if (record.Files.FirstOrDefault(f => CheckoutLayout.All.All(l => l.Name != f.Layout)) is { } stray)
            return $"the layout of '{stray.Path}' is '{stray.Layout}'";

        return record.Files.GroupBy(f => f.Path).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"'{twice.Key}' is in it twice" : null;
    }

    private static StackException Invalid(string path, string why, Exception? inner = null) => new(
        "InstrumentationRecordInvalid",
        StackErrorCategory.InvalidData,
        $"'{path}' does not tell what was installed: {why}. Nothing was changed. Restore it, or delete it and install again: files that are as this module ships them are recognised.",
        path,
        inner);

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}
