using Mem0Observability.Model;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Web.Traces;

/// <summary>Which traces the page is about, as its address has it.</summary>
/// <param name="Min">A duration such as <c>250ms</c> or <c>1.5s</c>.</param>
/// <param name="Attributes"><c>key=value</c>, more of them with spaces between.</param>
public sealed record TraceAsk(string? Service = null, string? Operation = null, string? Min = null, string? Max = null, string? Attributes = null, bool Errors = false, int Limit = 50)
{
    public static IReadOnlyList<int> Limits { get; } = [20, 50, 100, 200, 500];

    /// <summary>What is wrong with the question; null where nothing is.</summary>
    public string? Fault()
    {
        if (!TryDuration(Min, out TimeSpan? min))
            return $"'{Min}' is no duration. Write it like 250ms, 1.5s or 2min.";
        if (!TryDuration(Max, out TimeSpan? max))
            return $"'{Max}' is no duration. Write it like 250ms, 1.5s or 2min.";
        if (min is { } least && max is { } most && least > most)
            return $"No duration is at least {DurationText.Of(least)} and at most {DurationText.Of(most)}.";
        return TraceAttributes.Read(Attributes) is null ? "Attributes are written as key=value, with a space between them; a value with spaces is put in quotes." : null;
    }

    /// <summary>Where there is no <see cref="Fault"/>.</summary>
    internal TraceSearch Between(DateTimeOffset start, DateTimeOffset end)
    {
        TryDuration(Min, out TimeSpan? min);
        TryDuration(Max, out TimeSpan? max);
        var attributes = new Dictionary<string, string>(TraceAttributes.Read(Attributes) ?? []);
        if (Errors)
            attributes["error"] = "true";
        return new TraceSearch
        {
            Start = start,
            End = end,
            Service = Or(Service),
            Operation = Or(Operation),
            MinDuration = min,
            MaxDuration = max,
            Attributes = attributes,
            Limit = Limits.Contains(Limit) ? Limit : 50,
        };
    }

    private static bool TryDuration(string? text, out TimeSpan? duration)
    {
        duration = null;
        if (Or(text) is not { } written)
            return true;
        duration = TraceDuration.Read(written);
        return duration is not null;
    }

    private static string? Or(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
