using System.Text.RegularExpressions;

namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>Which metrics are looked through, and what of each.</summary>
internal static partial class CandidateCatalog
{
    /// <summary>More would take longer than a person waits, and make each of them harder to believe.</summary>
    public const int MaxSeries = 2000;

    /// <summary>In this order, should there be too many. What the monitoring says about itself is left out, and what rules record a second time.</summary>
    public static IReadOnlyList<string> Default { get; } =
    [
        """{__name__=~"mem0_.+|openmemory_.+|http_server_.+",__name__!~"mem0_observer_.+|mem0_instrumentation_.+|.+:.+"}""",
        """{__name__=~"pg_(stat_activity|stat_database|stat_user_tables|stat_bgwriter|locks|mem0|database|wal|statio).*",datname!~"template.*"}""",
        """{__name__=~"qdrant_.+|collections_.+|rest_responses_.+"}""",
        """{__name__=~"container_(cpu_usage_seconds_total|cpu_cfs_throttled_seconds_total|memory_working_set_bytes|network_(receive|transmit)_bytes_total|fs_(reads|writes)_bytes_total|oom_events_total)"}""",
        """{__name__=~"node_(load1|cpu_seconds_total|memory_(MemAvailable|SwapFree|Cached|Dirty)_bytes|pressure_.+|vmstat_(oom_kill|pgmajfault)|disk_(read|written)_bytes_total|disk_io_time_seconds_total|disk_(read|write)_time_seconds_total|network_(receive|transmit)_(bytes|errs|drop)_total|filesystem_avail_bytes|context_switches_total|procs_(running|blocked)|sockstat_TCP_(inuse|tw))"}""",
        """{__name__=~"process_(cpu_seconds_total|resident_memory_bytes|open_fds|threads)|python_gc_collections_total",service=~"mem0|openmemory.*|postgres.*"}""",
        """{__name__="probe_duration_seconds"}""",
    ];

    /// <param name="names">All names that were found beside it: what a suffix means depends on the others.</param>
    /// <returns>Null for what says nothing by itself.</returns>
    public static (string Metric, CandidateKind Kind)? Classify(string name, IReadOnlySet<string> names)
    {
        if (name.EndsWith("_created", StringComparison.Ordinal) || name.EndsWith("_info", StringComparison.Ordinal) || name.StartsWith("ALERTS", StringComparison.Ordinal))
            return null;
        if (Base(name, "_bucket") is { } histogram && names.Contains(histogram + "_count"))
            return (histogram, CandidateKind.P95);
        if (Base(name, "_sum") is { } sum && names.Contains(sum + "_count"))
            return names.Contains(sum + "_bucket") ? null : (sum, CandidateKind.Mean);
        // A count without a sum is a gauge: of connections, of locks.
        if (Base(name, "_count") is { } count && names.Contains(count + "_sum"))
            return (name, CandidateKind.Rate);

        return (name, name.EndsWith("_total", StringComparison.Ordinal) || Counter().IsMatch(name) ? CandidateKind.Rate : CandidateKind.Value);
    }

    private static string? Base(string name, string suffix) => name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : null;

    /// <summary>Counters that are not named as such.</summary>
    [GeneratedRegex("^(pg_stat_(database|user_tables)_(blk_|blks_|conflicts|deadlocks|temp_|tup_|xact_|idx_|seq_|n_tup_|.*(vacuum|analyze)_count$)|node_vmstat_)", RegexOptions.CultureInvariant)]
    private static partial Regex Counter();
}
