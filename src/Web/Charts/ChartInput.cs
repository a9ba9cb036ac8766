namespace Mem0Observability.Web.Charts;

/// <summary>What a chart over time shows, before it has a place.</summary>
internal sealed record ChartInput(IReadOnlyList<ChartSeries> Series, DateTimeOffset Start, DateTimeOffset End)
{
    public string? Unit { get; init; }

    /// <summary>Null for as many as the numbers need.</summary>
    public int? Decimals { get; init; }

    public double Width { get; init; } = 1000;

    public double Height { get; init; } = 180;

    public bool Stacked { get; init; }

    /// <summary>How much of the colour is below a line, in percent.</summary>
    public int Fill { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    public IReadOnlyList<ChartThreshold> Thresholds { get; init; } = [];

    public ChartThresholdStyle ThresholdStyle { get; init; }

    public IReadOnlyList<ChartDot> Dots { get; init; } = [];

    public ChartShape Shape { get; init; }

    /// <summary>How far apart points are; null for the least distance that is seen.</summary>
    public TimeSpan? Step { get; init; }

    /// <summary>Joins points across what is missing.</summary>
    public bool SpanGaps { get; init; }

    public bool IsLogarithmic { get; init; }
}
