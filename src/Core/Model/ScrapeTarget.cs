namespace Mem0Observability.Model;

/// <summary>An address that the metric store scrapes, with the result of the last scrape.</summary>
/// <param name="Job">The scrape job, for example <c>mem0</c>.</param>
/// <param name="Instance">The <c>instance</c> label, usually host and port.</param>
/// <param name="Service">The <c>service</c> label; empty where the target has none.</param>
/// <param name="Health"><c>up</c>, <c>down</c>, or <c>unknown</c> before the first scrape.</param>
/// <param name="LastError">The error of the last scrape; empty where it worked.</param>
/// <param name="LastScrape">When it was last scraped; null before the first scrape.</param>
/// <param name="ScrapeDuration">How long the last scrape took.</param>
/// <param name="ScrapeUrl">The address that is scraped, as the metric store sees it from inside its network.</param>
public sealed record ScrapeTarget(
    string Job,
    string Instance,
    string Service,
    string Health,
    string LastError,
    DateTimeOffset? LastScrape,
    TimeSpan ScrapeDuration,
    string ScrapeUrl);
