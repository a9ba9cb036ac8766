namespace Mem0Observability.Observer.Tail.Formats;

/// <summary>Whether a line begins a record in one of the known formats.</summary>
internal static class RecordStart
{
    public static bool Looks(ReadOnlySpan<byte> line) =>
        PythonText.Date(line) > 0 || JsonText.Looks(line) || LogfmtText.Looks(line) || BeginsWithLevel(line);

    /// <summary><c>INFO:     ...</c>, <c>WARNING:root:...</c>, <c>INFO  [alembic...</c>.</summary>
    private static bool BeginsWithLevel(ReadOnlySpan<byte> line)
    {
        int end = line[..Math.Min(line.Length, 12)].IndexOfAny((byte)':', (byte)' ');
        // LOG and the like in lower case are words of a sentence.
        return end > 2 && Severity.Number(line[..end]) != 0 && char.IsAsciiLetterUpper((char)line[1]);
    }
}
