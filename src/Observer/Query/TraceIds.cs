using Mem0Observability.Observer.Http;

namespace Mem0Observability.Observer.Query;

/// <summary>Reads trace ids as callers write them: in any case, and without leading zeros where a tracer has 64 bits only.</summary>
internal static class TraceIds
{
    private const int Length = 32;

    public static string Read(string text) =>
        text.Length is > 0 and <= Length && text.All(char.IsAsciiHexDigit) && text.AsSpan().ContainsAnyExcept('0')
            ? text.ToLowerInvariant().PadLeft(Length, '0')
            : throw QueryReader.Invalid("A trace id has up to 32 hexadecimal digits, not all of them zero.");
}
