namespace Mem0Observability.Charts;

/// <summary>A point and what it stands on: another series where they are stacked, else the zero line.</summary>
internal readonly record struct PlacedPoint(DateTimeOffset Time, double Bottom, double Top)
{
    public bool IsThere => double.IsFinite(Top);
}
