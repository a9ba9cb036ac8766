namespace Mem0Observability.Signals.Drills;

/// <summary>How one alert is drilled: either <see cref="Stop"/> or <see cref="Series"/>.</summary>
internal sealed record DrillDefinition(string Alert, string Class, string Severity)
{
    /// <summary>Drilled where no name is given.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The compose service of the demo that is stopped; null where series are made up.</summary>
    public string? Stop { get; init; }

    /// <summary>The label <c>service</c> of what is stopped.</summary>
    public string Service { get; init; } = "";

    public IReadOnlyList<DrillSeries> Series { get; init; } = [];

    public string Method => Stop is null ? "series" : "stop";
}
