using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>The catalogue behind <c>Get-Mem0Metric</c>'s friendly names.</summary>
internal static class NamedMetrics
{
    // Ratios divide by "> 0" so that no traffic gives no sample, where it would be NaN.
    private const string Requests = "sum by (service) (rate(http_server_requests_total{$}[5m]))";

    private static readonly NamedMetric[] s_all =
    [
        new("availability", "ratio", "Share of the last 5 minutes in which the service answered its probe; without a probe, its scrapes.",
            "avg by (service) (avg_over_time(probe_success{$}[5m])) or avg by (service) (avg_over_time(up{job!=\"probe\",$}[5m]))"),
        new("request-rate", "1/s", "HTTP requests per second.", Requests),
        new("error-ratio", "ratio", "Share of HTTP requests answered with 5xx.",
            $"(sum by (service) (rate(http_server_requests_total{{status=~\"5..\",$}}[5m])) or 0 * {Requests}) / ({Requests} > 0)"),
        new("latency-p50", "s", "Median duration of HTTP requests.", Quantile("0.5", "http_server_request_duration_seconds", "service")),
        new("latency-p95", "s", "95th percentile of the duration of HTTP requests.", Quantile("0.95", "http_server_request_duration_seconds", "service")),
        new("latency-p99", "s", "99th percentile of the duration of HTTP requests.", Quantile("0.99", "http_server_request_duration_seconds", "service")),
        new("requests-in-flight", "count", "HTTP requests being worked on now.", "sum by (service) (http_server_requests_in_flight{$})"),
        new("operation-latency-p95", "s", "95th percentile by memory operation.", Quantile("0.95", "mem0_operation_duration_seconds", "operation")),
        new("memory-events", "1/s", "Memories added, updated and deleted per second.", "sum by (event) (rate(mem0_memory_events_total{$}[5m]))"),
        new("search-empty-ratio", "ratio", "Share of searches that found nothing.",
            "sum by (service) (rate(mem0_search_empty_total{$}[5m])) / (sum by (service) (rate(mem0_operation_duration_seconds_count{operation=\"search\",$}[5m])) > 0)"),
        new("llm-latency-p95", "s", "95th percentile of LLM calls.", Quantile("0.95", "mem0_llm_request_duration_seconds", "service")),
        new("llm-tokens", "1/s", "Tokens per second by direction.", "sum by (direction) (rate(mem0_llm_tokens_total{$}[5m]))"),
        new("embedding-latency-p95", "s", "95th percentile of embedding calls.", Quantile("0.95", "mem0_embedding_duration_seconds", "service")),
        new("vector-store-latency-p95", "s", "95th percentile of vector store calls by operation.", Quantile("0.95", "mem0_vector_store_duration_seconds", "operation")),
        new("active-users", "count", "Distinct users by window.", "max by (window) (mem0_active_users{$})"),
        new("database-up", "ratio", "1 where PostgreSQL answers its exporter.", "pg_up"),
        new("database-connections", "count", "Open connections by database.", "sum by (datname) (pg_stat_database_numbackends)"),
        new("database-size", "bytes", "Size by database.", "max by (datname) (pg_database_size_bytes)"),
        new("host-cpu", "ratio", "Share of processor time in use.", "1 - avg(rate(node_cpu_seconds_total{mode=\"idle\"}[5m]))"),
        new("host-memory", "ratio", "Share of memory in use.", "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes"),
        new("notification-delay-p95", "s", "95th percentile from an alert's start to the inbox, last hour.",
            "histogram_quantile(0.95, sum by (le) (rate(mem0_observer_notification_delay_seconds_bucket[1h])))"),
        new("targets-up", "ratio", "Share of scrape targets that are up, by job.", "avg by (job) (up{$})"),
    ];

    public static IReadOnlyList<NamedMetric> All => s_all;

    public static NamedMetric? Find(string name) => s_all.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static NamedMetric Get(string name) => Find(name) ?? throw new StackException(
        "MetricNameUnknown",
        StackErrorCategory.ObjectNotFound,
        $"There is no metric named '{name}'. Known names: {string.Join(", ", s_all.Select(m => m.Name))}.",
        name);

    private static string Quantile(string quantile, string histogram, string by) =>
        $"histogram_quantile({quantile}, sum by (le, {by}) (rate({histogram}_bucket{{$}}[5m])))";
}
