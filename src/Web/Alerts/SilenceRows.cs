using Mem0Observability.Model;

namespace Mem0Observability.Web.Alerts;

/// <summary>Silences that are not over.</summary>
public sealed record SilenceRows(IReadOnlyList<AlertSilence> Silences);
