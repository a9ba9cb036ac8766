namespace Mem0Observability.Compose;

/// <summary>Where something stands in a file; line and column count from 1.</summary>
public readonly record struct SourcePosition(string File, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
