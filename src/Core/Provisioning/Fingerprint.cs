using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Mem0Observability.Provisioning;

/// <summary>Kept with what was made from a file, so that something that was taken out of the file is noticed too.</summary>
internal static class Fingerprint
{
    private const string Key = "mem0_fingerprint";

    /// <summary>A copy of the document with its fingerprint among its own notes.</summary>
    /// <param name="place">Where the server keeps what it does not look at: <c>_meta</c> or <c>metadata</c>.</param>
    public static JsonObject Mark(JsonObject document, string place)
    {
        JsonObject marked = document.DeepClone().AsObject();
        JsonObject notes = marked[place]?.AsObject() ?? [];
        notes[Key] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document.ToJsonString())))[..16];
        marked[place] = notes;
        return marked;
    }
}
