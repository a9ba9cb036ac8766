namespace Mem0Observability.Dashboards;

/// <summary>One Grafana dashboard, as far as its panels can be executed without Grafana.</summary>
/// <param name="File">Where it was read from.</param>
/// <param name="Range">The time that it shows by default, up to now.</param>
/// <param name="Panels">In file order, those of collapsed rows included.</param>
internal sealed record Dashboard(
    string File,
    string Uid,
    string Title,
    TimeSpan Range,
    IReadOnlyList<DashboardVariable> Variables,
    IReadOnlyList<DashboardPanel> Panels)
{
    public string Description { get; init; } = "";

    /// <summary><see cref="Range"/> as the file has it, for example <c>now-6h</c>.</summary>
    public string From { get; init; } = "now-6h";

    public IReadOnlyList<DashboardAnnotation> Annotations { get; init; } = [];

    /// <summary>As users name it: the file's name, for example <c>overview</c>.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);
}
