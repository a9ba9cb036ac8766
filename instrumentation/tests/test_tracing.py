"""Spans, by whichever tracer is there: the SDK in the sid image, the built-in one elsewhere."""

import json
import logging
import os
import pathlib
import subprocess
import sys
import threading
import time

import pytest
from otlp_endpoint import Endpoint
from shared import builtin, hooks, otlp, queries, tracing
from traced import PARENT, TRACE, TRACEPARENT, call


def _has_sdk():
    try:
        import opentelemetry.sdk.trace  # noqa: F401
    except ImportError:
        return False
    return True


def test_the_sdk_is_used_where_it_is_installed(endpoint, request):
    if "configured" in request.node.name:
        assert type(tracing._tracer).__module__ == ("shared.sdk" if _has_sdk() else "shared.builtin")


def test_a_request_continues_the_callers_trace_under_its_route(endpoint):
    call("/memories/42", [("traceparent", TRACEPARENT)])
    spans = endpoint.wait(2)
    server, inside = spans["GET /memories/{id}"], spans["inside"]
    assert (server["traceId"], server["parentSpanId"], server["kind"], server["service"]) == (TRACE, PARENT, 2, "test")
    assert (inside["traceId"], inside["parentSpanId"], inside["kind"]) == (TRACE, server["spanId"], 1)
    assert server["attributes"]["http.route"] == "/memories/{id}"
    assert server["attributes"]["request_id"] == "made-by-mem0"
    assert server["attributes"]["http.response.status_code"] == "200"
    assert int(server["startTimeUnixNano"]) <= int(inside["startTimeUnixNano"]) <= int(inside["endTimeUnixNano"]) <= int(server["endTimeUnixNano"])
    assert "alice" not in json.dumps(endpoint.spans)


@pytest.mark.parametrize("header", ["", "nonsense", f"00-{'0' * 32}-{PARENT}-01", f"00-{TRACE}-{'0' * 16}-01", f"ff-{TRACE}-{PARENT}-01", f"00-{TRACE.upper()}-{PARENT}-01"])
def test_a_traceparent_that_is_none_begins_a_new_trace(endpoint, header):
    call("/memories/1", [("traceparent", header)])
    server = endpoint.wait(2)["GET /memories/{id}"]
    assert server["traceId"] != TRACE
    assert not server.get("parentSpanId")


def test_a_caller_that_does_not_record_is_followed(endpoint):
    call("/memories/1", [("traceparent", f"00-{TRACE}-{PARENT}-00")])
    call("/memories/1")
    assert endpoint.wait(2)["inside"]["traceId"] != TRACE


def test_an_unhandled_exception_is_an_error_without_its_text(endpoint):
    with pytest.raises(RuntimeError):
        call("/fails")
    span = endpoint.wait(1)["GET /fails"]
    assert (span["status"]["code"], span["attributes"]["error.type"], span["attributes"]["http.response.status_code"]) == (2, "RuntimeError", "500")
    assert "what a user wrote" not in json.dumps(endpoint.spans)


def test_a_stream_is_a_span_when_it_opens(endpoint):
    call("/streams")
    assert endpoint.wait(1)["GET /streams"]["attributes"]["http.response.status_code"] == "200"


def test_an_unknown_path_never_names_a_span(endpoint):
    call("/wp-admin/1.php", method="BREW")
    assert endpoint.wait(1).keys() == {"_OTHER unmatched"}


def test_a_caller_passes_its_trace_on(endpoint):
    assert "traceparent" not in tracing.inject({})
    with tracing.span("GET", tracing.CLIENT):
        trace, span = tracing.current()
        # 01 recorded, 02 random: the SDK sets both.
        assert tracing.inject({})["traceparent"] in (f"00-{trace}-{span}-01", f"00-{trace}-{span}-03")


def test_models_are_clients_calls_with_tokens_and_without_text(endpoint):
    from workload.providers import StubEmbedder, StubLlm

    llm, embedder = StubLlm(), StubEmbedder()
    hooks.observe_llm(llm, "openai")
    hooks.observe_embedder(embedder, "openai")
    llm.generate_response([{"content": "Alice likes green tea."}])
    embedder.embed("Alice")
    spans = endpoint.wait(2)
    chat, embeddings = spans["chat gpt-5-mini"], spans["embeddings text-embedding-3-small"]
    assert (chat["kind"], chat["attributes"]["gen_ai.provider.name"], embeddings["attributes"]["gen_ai.operation.name"]) == (3, "openai", "embeddings")
    assert int(chat["attributes"]["gen_ai.usage.input_tokens"]) > 600
    assert "Alice" not in json.dumps(endpoint.spans)


def test_queries_are_client_spans_within_a_trace_only(endpoint):
    import psycopg

    attributes = {"db.system.name": "postgresql", "db.namespace": "mem0_app", "server.address": "postgres"}
    with queries._span("select 1 from secrets", None, attributes):
        pass
    with tracing.span("request"), queries._span(psycopg.sql.SQL("  select {}").format("x"), None, attributes):
        pass
    with tracing.span("pool check"), queries._span("", None, attributes):
        pass
    span = endpoint.wait(3)["SELECT mem0_app"]
    assert (span["kind"], span["attributes"]["db.system.name"], span["attributes"]["db.operation.name"]) == (3, "postgresql", "SELECT")


def test_nobody_answering_is_one_warning_and_nothing_is_lost_by_it():
    with Endpoint() as endpoint:
        endpoint.status = 503
        exporter = otlp.Exporter("test", f"{endpoint.url}/v1/traces")
        tracer, records = builtin.Tracer(exporter), []
        handler = logging.Handler()
        handler.emit = records.append
        otlp._logger.addHandler(handler)
        try:
            for _ in range(3):
                with tracer.span("s", "internal", {}):
                    pass
                exporter.flush()
        finally:
            otlp._logger.removeHandler(handler)
        assert [record.getMessage() for record in records] == [f"Spans cannot be sent to {endpoint.url}/v1/traces: HTTP Error 503: Service Unavailable"]
        endpoint.status = 200
        exporter.flush()
        assert len(endpoint.spans) == 3


def test_what_is_refused_for_good_is_not_sent_again():
    with Endpoint() as endpoint:
        endpoint.status = 400
        exporter = otlp.Exporter("test", f"{endpoint.url}/v1/traces")
        with builtin.Tracer(exporter).span("s", "internal", {}):
            pass
        exporter.flush()
        exporter.flush()
        assert endpoint.requests == 1


def test_more_than_fits_drops_the_oldest(monkeypatch):
    monkeypatch.setattr(otlp, "INTERVAL_SECONDS", 60)
    exporter = otlp.Exporter("test", "http://127.0.0.1:1/v1/traces")
    tracer = builtin.Tracer(exporter)
    for number in range(otlp.MAXIMUM_WAITING + 5):
        with tracer.span(str(number), "internal", {}):
            pass
    assert len(exporter._waiting) == otlp.MAXIMUM_WAITING
    assert '"name":"5"' in exporter._waiting[0]
    exporter._waiting.clear()


def test_a_process_that_ends_sends_what_waits_and_a_dead_endpoint_is_one_line():
    folder = pathlib.Path(tracing.__file__).parents[1]
    script = "import logging; logging.basicConfig(); from shared import tracing; tracing.configure('short')\nfor _ in range(3):\n with tracing.span('last'): pass\n tracing.flush()\n"
    with Endpoint() as endpoint:
        done = subprocess.run([sys.executable, "-c", script], cwd=folder, timeout=30, capture_output=True, text=True, env={**os.environ, "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint.url})
        assert done.returncode == 0, done.stderr
        assert len(endpoint.spans) == 3
        assert endpoint.spans[0]["service"] == "short"
        dead = endpoint.url
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, timeout=60, capture_output=True, text=True, env={**os.environ, "OTEL_EXPORTER_OTLP_ENDPOINT": dead})
    assert done.returncode == 0
    assert done.stderr.count("Spans cannot be sent to") == 1, done.stderr
    assert "Traceback" not in done.stderr


def test_switched_off_it_makes_ids_and_sends_nothing():
    script = "from shared import tracing; tracing.configure('s')\nwith tracing.span('x'): print(tracing.current() is not None, tracing.inject({}))"
    folder = pathlib.Path(tracing.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, timeout=30, capture_output=True, text=True, env={**os.environ, "OTEL_SDK_DISABLED": "true"})
    assert done.stdout.strip() == "True {}"
    assert done.stderr == ""


def test_what_comes_in_while_spans_are_sent_waits_for_its_second(monkeypatch):
    exporter, did = otlp.Exporter("test", "http://127.0.0.1:9/v1/traces"), []

    real, here = time.sleep, threading.current_thread()

    def sleep(seconds):
        # Other tests have left threads that sleep too.
        if threading.current_thread() is not here:
            return real(seconds)
        did.append(seconds)
        if len(did) > 4:
            raise StopIteration

    def send(timeout):
        did.append("sent")
        exporter._waiting.clear()
        # A busy service goes on meanwhile.
        exporter._waiting.append("{}")
        return True

    monkeypatch.setattr(otlp.time, "sleep", sleep)
    exporter._waiting.append("{}")
    exporter._send = send
    with pytest.raises(StopIteration):
        exporter._run()
    exporter._waiting.clear()
    assert did == [1, "sent", 1, "sent", 1]
