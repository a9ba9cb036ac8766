namespace Mem0Observability.Web.Health;

/// <summary>Is mem0 healthy, and if not, why and since when?</summary>
/// <param name="Since">Null where nobody knows.</param>
/// <param name="Reasons">The worst first.</param>
public sealed record Verdict(VerdictKind Kind, DateTimeOffset? Since, IReadOnlyList<VerdictReason> Reasons)
{
    public string Headline => Kind switch
    {
        VerdictKind.Healthy => "mem0 is healthy",
        VerdictKind.Degraded => "mem0 is degraded",
        VerdictKind.Down => "mem0 is down",
        _ => "It is unknown whether mem0 is healthy",
    };

    /// <summary>What <see cref="Since"/> is.</summary>
    public string SinceText => Kind switch
    {
        VerdictKind.Unknown => "last known",
        _ => "since",
    };
}

/// <summary>One thing that is not as it should be.</summary>
/// <param name="Link">Where to see it; empty where there is nothing to see.</param>
public sealed record VerdictReason(string Text, DateTimeOffset? Since, string Link);
