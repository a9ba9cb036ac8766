"""The entry modules start the service and see it: the demo always, unmodified mem0 of the checkouts that MEM0_CHECKOUT names.

MEM0_CHECKOUT: folders separated by colons. What mem0 imports and this container lacks is a stub (`checkout/stubs.py`).
"""

import functools
import json
import os
import pathlib
import re
import socket
import subprocess
import sys

import pytest
from checkout.run import service_of
from otlp_endpoint import Endpoint
from routes import ROUTES

ROOT = pathlib.Path(__file__).parents[2]
CHECKOUTS = [ROOT / "demo", *(pathlib.Path(path) for path in os.environ.get("MEM0_CHECKOUT", "").split(":") if path)]
HOOKS = {
    "mem0": {"app", "tracing", "memory", "llm", "embedder", "vector_store", "reranker", "history", "pool_memories"},
    "openmemory": {"app", "tracing", "memory", "llm", "embedder", "vector_store", "reranker", "history", "pool_app", "mcp_tools", "categorisation", "inventory"},
}


def _of(*services):
    found = [(checkout, service) for checkout in CHECKOUTS for service in services if service_of(checkout, service)]
    return pytest.mark.parametrize("seen", [pytest.param(each, id=f"{each[0].name}-{each[1]}") for each in found], indirect=True)


every_service, mem0, openmemory = _of(*ROUTES), _of("mem0"), _of("openmemory")


@pytest.fixture
def seen(request):
    """What one run of a service saw: answers, routes, hooks, metrics, spans, log."""
    return _run(*request.param)


@functools.cache
def _run(checkout, service):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with Endpoint() as endpoint:
        environment = {**os.environ, "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint.url, "PYTHONPATH": ""}
        arguments = [sys.executable, str(ROOT / "instrumentation/tests/checkout/run.py"), str(checkout), service, str(port)]
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=120, env=environment)
    assert done.returncode == 0, done.stderr[-3000:]
    *printed, result = done.stdout.splitlines()
    return {**json.loads(result), "spans": endpoint.spans, "service": service, "log": [*printed, *done.stderr.splitlines()]}


def _is_current(seen):
    """mem0 since 2.0.1, with accounts and an app database; before, the server had 11 routes."""
    return seen["service"] == "openmemory" or len(seen["routes"]) > 20


@every_service
def test_every_route_is_labelled_by_its_template(seen):
    routes = {tuple(route) for route in seen["routes"]}
    if _is_current(seen):
        assert routes == set(ROUTES[seen["service"]])
    for method, template in routes:
        if "/sse/" not in template:
            labels = f'{{method="{method}",route="{template}",service="{seen["service"]}",status='
            assert f"http_server_requests_total{labels}" in seen["metrics"]
    assert "some-id" not in seen["metrics"]


@every_service
def test_every_hook_is_live_and_the_metrics_say_so(seen):
    assert all(seen["hooks"].values()), seen["hooks"]
    expected = HOOKS[seen["service"]] | ({"upstream_errors", "pool_app"} if seen["service"] == "mem0" and _is_current(seen) else set())
    assert expected <= seen["hooks"].keys()
    for hook in seen["hooks"]:
        assert f'mem0_instrumentation_hook_active{{hook="{hook}"}} 1.0' in seen["metrics"]
    assert f'mem0_instrumentation_routes{{service="{seen["service"]}"}} {len(seen["routes"])}.0' in seen["metrics"]
    assert not [line for line in seen["log"] if "Not instrumented" in line]


@every_service
def test_versions_are_told(seen):
    assert "mem0_instrumentation_build_info{" in seen["metrics"]
    assert f'target_info{{service_name="{seen["service"]}"' in seen["metrics"]


@mem0
def test_a_search_is_one_trace_in_the_right_tree(seen):
    spans = seen["spans"]
    request = next(span for span in spans if span["name"] == "POST /search" and span["attributes"]["http.response.status_code"] == "200")
    trace = {span["name"]: span for span in spans if span["traceId"] == request["traceId"]}
    search = trace["Memory.search"]
    assert search["parentSpanId"] == request["spanId"]
    assert trace["embeddings " + _model(trace, "embeddings")]["parentSpanId"] == search["spanId"]
    assert trace["search memories"]["parentSpanId"] == search["spanId"]
    assert not request.get("parentSpanId")


@mem0
def test_an_added_memory_shows_in_metrics_and_as_a_trace(seen):
    assert 'mem0_memory_events_total{event="ADD"} 1.0' in seen["metrics"]
    assert re.search(r'mem0_llm_tokens_total{direction="input",model=".+",provider="openai"} [1-9]', seen["metrics"])
    assert 'mem0_vector_store_duration_seconds_count{operation="insert",outcome="success",provider="pgvector",role="memories"} 1.0' in seen["metrics"]
    request = next(span for span in seen["spans"] if span["name"] == "POST /memories")
    trace = {span["name"]: span for span in seen["spans"] if span["traceId"] == request["traceId"]}
    add = trace["Memory.add"]
    for name in ("chat " + _model(trace, "chat"), "insert memories", *(["graph add"] if "graph" in seen["hooks"] else [])):
        assert trace[name]["parentSpanId"] == add["spanId"], name
    assert any(name.startswith("history ") for name in trace)


@mem0
def test_the_latency_of_a_search_has_its_trace_as_exemplar(seen):
    buckets = [line for line in seen["metrics"].splitlines() if line.startswith("http_server_request_duration_seconds_bucket") and 'route="/search"' in line]
    ids = {found[1] for line in buckets if (found := re.search(r'# \{(?:span_id="\w+",)?trace_id="(\w+)"', line))}
    assert ids & {span["traceId"] for span in seen["spans"] if span["name"] == "POST /search"}


@every_service
def test_log_lines_of_a_request_carry_its_ids(seen):
    lines = [json.loads(line) for line in seen["log"] if line.startswith("{")]
    answered = {line["trace_id"]: line["request_id"] for line in lines if line["logger"] == "mem0.requests"}
    spans = {span["traceId"]: span["attributes"].get("request_id") for span in seen["spans"] if span["kind"] == 2}
    assert all(spans[trace] == request_id for trace, request_id in answered.items())
    assert answered


@openmemory
def test_a_tool_that_fails_behind_200_is_an_error(seen):
    assert seen["tool"].startswith("Error")
    assert 'openmemory_mcp_tool_duration_seconds_count{outcome="error",tool="search_memory"} 1.0' in seen["metrics"]


@every_service
def test_no_word_of_a_user_is_in_metrics_or_spans(seen):
    assert "green tea" not in seen["metrics"]
    assert "alice" not in seen["metrics"]
    text = json.dumps(seen["spans"])
    assert "green tea" not in text
    assert "alice" not in text


def _model(trace, kind):
    return next(span["attributes"]["gen_ai.request.model"] for name, span in trace.items() if name.startswith(f"{kind} "))
