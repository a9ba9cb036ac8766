namespace Mem0Observability.Observer.Otlp;

/// <summary>Values of the <c>outcome</c> label of <c>mem0_observer_otlp_requests_total</c>.</summary>
internal static class OtlpOutcomes
{
    public const string Accepted = "accepted";

    /// <summary>Some records were not kept; the answer says which kind and how many.</summary>
    public const string Partial = "partial";

    public const string Malformed = "malformed";
    public const string TooLarge = "too_large";
    public const string Busy = "busy";
    public const string Unavailable = "unavailable";
    public const string Unauthenticated = "unauthenticated";
    public const string Unsupported = "unsupported";

    /// <summary>The sender went away, or something nobody expected; the log has it.</summary>
    public const string Failed = "failed";

    public static readonly IReadOnlyList<string> All =
        [Accepted, Partial, Malformed, TooLarge, Busy, Unavailable, Unauthenticated, Unsupported, Failed];
}
