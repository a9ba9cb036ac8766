namespace Mem0Observability.Tests.Integration.Config;

/// <summary>Where an alert with these labels must go.</summary>
internal sealed record RouteRow(string Alert, IReadOnlyList<string> Labels, string Route, string Receivers)
{
    public string? Severity => Labels.FirstOrDefault(l => l.StartsWith("severity=", StringComparison.Ordinal))?["severity=".Length..];

    public static RouteRow Parse(string line) =>
        line.Split(';') is [var alert, var labels, var route, var receivers]
            ? new RouteRow(alert, labels.Split(','), route, receivers)
            : throw new FormatException($"tests/routes.csv: '{line}' is not alert;labels;route;receivers");
}
