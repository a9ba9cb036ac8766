using Mem0Observability.Model;

namespace Mem0Observability.Web.Alerts;

/// <summary>Which alerts to show, as the address has it; null means any. Names and services may hold <c>*</c> and <c>?</c>.</summary>
/// <param name="State"><c>firing</c>, <c>pending</c>, <c>acknowledged</c>, <c>unacknowledged</c> or <c>resolved</c>; null: all that last.</param>
public sealed record AlertChoice(string? Name = null, string? Service = null, string? Severity = null, string? State = null)
{
    public const string Acknowledged = "acknowledged";
    public const string Unacknowledged = "unacknowledged";

    private const string Everything = "everything";

    /// <summary>Whatever is known, also what is over.</summary>
    internal static AlertChoice Any { get; } = new(Name: "*", State: Everything);

    public static IReadOnlyList<string> States { get; } = ["firing", "pending", Acknowledged, Unacknowledged, "resolved"];

    public static IReadOnlyList<string> Severities { get; } = ["page", "ticket", "info", "none"];

    /// <summary>The Watchdog always fires: only where it is asked for.</summary>
    public bool Takes(AlertStatus alert) =>
        (alert.Name != "Watchdog" || Name is { Length: > 0 })
        && (string.IsNullOrEmpty(Severity) || alert.Severity == Severity)
        && State switch
        {
            Acknowledged => alert.Acknowledged,
            Unacknowledged => !alert.Acknowledged,
            _ => true,
        };

    /// <summary>As the merge of the places that know alerts understands it.</summary>
    internal IReadOnlyList<string> MergeStates => State switch
    {
        "firing" or "pending" or "resolved" => [State],
        Acknowledged or Unacknowledged => ["firing"],
        Everything => ["firing", "pending", "resolved"],
        _ => [],
    };
}
