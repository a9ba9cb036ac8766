using Mem0Observability.Web.Access;

namespace Mem0Observability.Web.Time;

/// <summary>Addresses of pages; the one place that knows how they are spelt.</summary>
internal static class PageLinks
{
    public static string Dashboard(string name) => $"dashboards/{Uri.EscapeDataString(name)}";

    public static string Trace(string id) => $"traces/{Uri.EscapeDataString(id)}";

    public static string Request(string id) => $"request/{Uri.EscapeDataString(id)}";

    public static string Logs(string? query = null, string? service = null, string? traceId = null) => With("logs", ("q", query), ("service", service), ("trace", traceId));

    public static string Traces(string? service = null) => With("traces", ("service", service));

    public static string Alerts(string? name = null) => With("alerts", ("name", name));

    public static string Runbook(string alert) => $"runbooks/{Uri.EscapeDataString(alert)}";

    public static string CompareTraces(string left, string? right = null) => With("traces/compare", ("a", left), ("b", right));

    public static string Map() => "map";

    public static string SignIn(string to) => $"{SessionEndpoints.SignInPath.TrimStart('/')}?to={Uri.EscapeDataString(to)}";

    public static string Alert(string fingerprint) => $"alerts/{Uri.EscapeDataString(fingerprint)}";

    public static string AlertView(string view, string? name = null) => With("alerts", ("view", view), ("name", name));

    /// <summary>The same page about another time.</summary>
    public static string At(string page, TimeRange range) => With(page, (PageClock.FromKey, range.From), (PageClock.ToKey, range.IsLive ? null : range.To));

    /// <summary>What moved with a series, by its name or in PromQL.</summary>
    public static string Changes(string? target = null, string? service = null) => With("changes", ("target", target), ("service", service));

    private static string With(string page, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        foreach (var (name, value) in query)
        {
            if (!string.IsNullOrEmpty(value))
                page += $"{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";
        }

        return page;
    }
}
