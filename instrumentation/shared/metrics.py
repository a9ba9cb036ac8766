"""Every metric: name, help with unit, labels, buckets.

Labels are bounded: route templates, configured names and fixed word lists, never ids, users, raw paths, queries or error
text. Without prometheus_client each metric is a stand-in that accepts and forgets, so no caller needs to know.
"""

import bisect
import logging
import os
import time

try:
    import prometheus_client
    import prometheus_client.core
except ImportError:
    prometheus_client = None
    logging.getLogger(__name__).warning("prometheus_client is not installed: no metrics will be exported")

# Several processes behind one port (`uvicorn --workers`): prometheus_client then keeps values in files of this folder.
MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR" in os.environ

OPERATIONS = ("add", "get", "get_all", "search", "update", "delete", "delete_all", "history", "reset")
EVENTS = ("ADD", "UPDATE", "DELETE")
UPSTREAM_CODES = (
    "provider_auth_failed", "provider_rate_limited", "provider_timeout", "provider_unavailable",
    "provider_bad_request", "datastore_unavailable", "vector_store_unavailable", "unknown",
)
AUTH_TYPES = ("none", "bearer", "api_key", "admin_api_key", "disabled")
MCP_TOOLS = ("add_memories", "search_memory", "list_memories", "delete_memories", "delete_all_memories")

# Adding a memory waits for an LLM and takes 20-40 s in practice; the client library's default buckets end at 10 s.
# 0.5 is the latency objective.
REQUEST_SECONDS = (.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 20, 30, 60, 120)
QUERY_SECONDS = (.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
LAG_SECONDS = (.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
RESULT_COUNTS = (0, 1, 2, 3, 5, 10, 20, 50, 100)
SCORES = (.1, .2, .3, .4, .5, .6, .7, .8, .9, 1)


EXEMPLAR_SECONDS = 1
# By series and bucket, when; both are bounded.
_exemplars = {}


class _Nothing:
    """Stands in for any metric when prometheus_client is missing."""

    def labels(self, *_, **__):
        return self

    def inc(self, *_, **__):
        pass

    dec = set = observe = inc


def _metric(kind, name, text, labels=(), **options):
    return getattr(prometheus_client, kind)(name, text, labels, **options) if prometheus_client else _Nothing()


def gauge(name, text, labels=(), mode="livesum"):
    """`mode` is how the values of several processes become one."""
    return _metric("Gauge", name, text, labels, multiprocess_mode=mode)


if prometheus_client:
    # `_created` series would double the number of counter series, and no rule or dashboard reads them.
    if hasattr(prometheus_client, "disable_created_metrics"):
        prometheus_client.disable_created_metrics()

HTTP_LABELS = ("service", "method", "route", "status")
HTTP_REQUESTS = _metric("Counter", "http_server_requests_total", "Requests answered.", HTTP_LABELS)
HTTP_DURATION = _metric(
    "Histogram", "http_server_request_duration_seconds", "Time from request to the end of the response, in seconds, without streams.",
    HTTP_LABELS, buckets=REQUEST_SECONDS)
# The route is not known before routing, so work in progress has no route label.
HTTP_IN_FLIGHT = gauge("http_server_requests_in_flight", "Requests being worked on, without open streams.", ("service", "method"))
HTTP_STREAMS = gauge("http_server_open_streams", "Event streams that are open.", ("service", "route"))
AUTH_REQUESTS = _metric(
    "Counter", "mem0_auth_requests_total", "Requests by how the caller authenticated; outcome is accepted or denied.", ("auth_type", "outcome"))

OPERATION_DURATION = _metric(
    "Histogram", "mem0_operation_duration_seconds", "Duration of a call of Memory, in seconds.",
    ("operation", "outcome"), buckets=REQUEST_SECONDS)
MEMORY_EVENTS = _metric("Counter", "mem0_memory_events_total", "Memories added, updated and deleted.", ("event",))
ADD_NOOP = _metric("Counter", "mem0_add_noop_total", "Calls of Memory.add that added nothing.")
SEARCH_RESULTS = _metric("Histogram", "mem0_search_results", "Memories found by a search.", buckets=RESULT_COUNTS)
SEARCH_TOP_SCORE = _metric("Histogram", "mem0_search_top_score", "Score of the best result, 0 to 1.", buckets=SCORES)
SEARCH_EMPTY = _metric("Counter", "mem0_search_empty_total", "Searches that found nothing.")
UPSTREAM_ERRORS = _metric("Counter", "mem0_upstream_errors_total", "Failures of providers and stores, by mem0's error code.", ("code",))

LLM_DURATION = _metric(
    "Histogram", "mem0_llm_request_duration_seconds", "Duration of an LLM call, in seconds.",
    ("provider", "model", "outcome"), buckets=REQUEST_SECONDS)
LLM_TOKENS = _metric("Counter", "mem0_llm_tokens_total", "Tokens of LLM calls; direction is input or output.", ("provider", "model", "direction"))
EMBEDDING_DURATION = _metric(
    "Histogram", "mem0_embedding_duration_seconds", "Duration of an embedding call, in seconds.",
    ("provider", "model", "action", "outcome"), buckets=REQUEST_SECONDS)
RERANKER_DURATION = _metric(
    "Histogram", "mem0_reranker_duration_seconds", "Duration of a reranking, in seconds.", ("provider", "outcome"), buckets=REQUEST_SECONDS)
VECTOR_STORE_DURATION = _metric(
    "Histogram", "mem0_vector_store_duration_seconds", "Duration of a vector store call, in seconds.",
    ("provider", "role", "operation", "outcome"), buckets=QUERY_SECONDS)
GRAPH_DURATION = _metric(
    "Histogram", "mem0_graph_duration_seconds", "Duration of a graph store call (mem0ai 1.x), in seconds.",
    ("provider", "operation", "outcome"), buckets=REQUEST_SECONDS)
HISTORY_DURATION = _metric(
    "Histogram", "mem0_history_db_duration_seconds", "Duration of a call of the history database with the wait for its lock, in seconds.",
    ("operation", "outcome"), buckets=QUERY_SECONDS)

EVENT_LOOP_LAG = _metric(
    "Histogram", "mem0_event_loop_lag_seconds", "How late the event loop woke a timer, in seconds.", buckets=LAG_SECONDS)
THREADPOOL_TOKENS = gauge("mem0_threadpool_tokens", "Threads for synchronous handlers; state is used or total.", ("state",))
MCP_TOOL_DURATION = _metric(
    "Histogram", "openmemory_mcp_tool_duration_seconds", "Duration of an MCP tool call, in seconds.",
    ("tool", "outcome"), buckets=REQUEST_SECONDS)
CATEGORISATION_DURATION = _metric(
    "Histogram", "openmemory_categorisation_duration_seconds", "Duration of the LLM call that OpenMemory makes for every row, in seconds.",
    ("outcome",), buckets=REQUEST_SECONDS)

# A counter that exists only after its first event hides that event from rate() and increase().
for _event in EVENTS:
    MEMORY_EVENTS.labels(_event)
for _code in UPSTREAM_CODES:
    UPSTREAM_ERRORS.labels(_code)


def bounded(value, allowed, other="other"):
    """`value` where it is one of `allowed`, else `other`."""
    return value if value in allowed else other


def observe_traced(series, seconds, span):
    """Observes with the span's trace as exemplar, if the bucket has had none within a second: one costs as much as three observations,
    and only the newest is there when the series is scraped. `series` has the buckets of REQUEST_SECONDS; `span` may be None."""
    exemplar = None
    if span is not None:
        bucket, now = (series, bisect.bisect_left(REQUEST_SECONDS, seconds)), time.monotonic()
        if now - _exemplars.get(bucket, -EXEMPLAR_SECONDS) >= EXEMPLAR_SECONDS and (exemplar := span.exemplar()):
            _exemplars[bucket] = now
    series.observe(seconds, exemplar)


def register(collector):
    """Adds a collector that is read at scrape time; with several processes there is none, as it would tell about one of them."""
    if prometheus_client and not MULTIPROCESS:
        prometheus_client.REGISTRY.register(collector)
