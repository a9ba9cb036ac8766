"""Spans and correlated logs, by whichever tracer is there: the SDK in the sid image, the built-in one elsewhere."""

import asyncio
import contextlib
import io
import json
import logging
import os
import pathlib
import re
import subprocess
import sys

import pytest
from fastapi import FastAPI
from fastapi.responses import JSONResponse, StreamingResponse
from otlp_endpoint import Endpoint
from shared import builtin, hooks, logs, otlp, queries, tracing
from shared.server_spans import TracingMiddleware

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
TRACEPARENT = f"00-{TRACE}-{PARENT}-01"


def _has_sdk():
    try:
        import opentelemetry.sdk.trace  # noqa: F401
    except ImportError:
        return False
    return True


@pytest.fixture(scope="module", params=["configured", "built-in"])
def endpoint(request):
    """An endpoint that `tracing` sends to; once by `configure`, once by the built-in tracer whatever is installed."""
    before = tracing._tracer
    with Endpoint() as endpoint:
        if request.param == "configured":
            os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint.url
            tracing.configure("test")
        else:
            tracing._tracer = builtin.Tracer(otlp.Exporter("test", f"{endpoint.url}/v1/traces"))
        yield endpoint
    tracing._tracer = before


@pytest.fixture(autouse=True)
def _empty(endpoint):
    yield
    # What a test did not wait for must not reach the next one.
    tracing.flush()
    endpoint.spans.clear()


def _app():
    app = FastAPI()

    @app.get("/memories/{id}")
    def read(id: str):
        with tracing.span("inside"):
            logging.getLogger("app").info("reading")
        return JSONResponse({}, headers={"X-Request-ID": "made-by-mem0"})

    @app.get("/waits")
    def waits():
        logging.getLogger("app").info("waiting")

    @app.get("/fails")
    def fails():
        raise RuntimeError("what a user wrote")

    @app.get("/streams")
    async def streams():
        async def events():
            while True:
                yield b"data: x\n\n"
                await asyncio.sleep(0.01)

        return StreamingResponse(events(), media_type="text/event-stream")

    app.add_middleware(TracingMiddleware)
    return app


def _call(path, headers=(), method="GET"):
    sent = []

    async def run():
        started = asyncio.Event()
        messages = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive():
            message = next(messages, None)
            if message is None:
                await started.wait()
                return {"type": "http.disconnect"}
            return message

        async def send(message):
            sent.append(message)
            started.set()

        await _app()({
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "method": method, "path": path,
            "raw_path": path.encode(), "query_string": b"user_id=alice", "root_path": "", "client": ("127.0.0.1", 1), "server": ("t", 80),
            "headers": [(name.encode(), value.encode()) for name, value in headers],
        }, receive, send)

    asyncio.run(run())
    return sent


def test_the_sdk_is_used_where_it_is_installed(endpoint, request):
    if "configured" in request.node.name:
        assert type(tracing._tracer).__module__ == ("shared.sdk" if _has_sdk() else "shared.builtin")


def test_a_request_continues_the_callers_trace_under_its_route(endpoint):
    _call("/memories/42", [("traceparent", TRACEPARENT)])
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
    _call("/memories/1", [("traceparent", header)])
    server = endpoint.wait(2)["GET /memories/{id}"]
    assert server["traceId"] != TRACE
    assert not server.get("parentSpanId")


def test_a_caller_that_does_not_record_is_followed(endpoint):
    _call("/memories/1", [("traceparent", f"00-{TRACE}-{PARENT}-00")])
    _call("/memories/1")
    assert endpoint.wait(2)["inside"]["traceId"] != TRACE


def test_an_unhandled_exception_is_an_error_without_its_text(endpoint):
    with pytest.raises(RuntimeError):
        _call("/fails")
    span = endpoint.wait(1)["GET /fails"]
    assert (span["status"]["code"], span["attributes"]["error.type"], span["attributes"]["http.response.status_code"]) == (2, "RuntimeError", "500")
    assert "what a user wrote" not in json.dumps(endpoint.spans)


def test_a_stream_is_a_span_when_it_opens(endpoint):
    _call("/streams")
    assert endpoint.wait(1)["GET /streams"]["attributes"]["http.response.status_code"] == "200"


def test_an_unknown_path_never_names_a_span(endpoint):
    _call("/wp-admin/1.php", method="BREW")
    assert endpoint.wait(1).keys() == {"_OTHER unmatched"}


@contextlib.contextmanager
def _written():
    """What is logged in here, as a list of decoded lines once it is over."""
    stream, root, lines = io.StringIO(), logging.getLogger(), []
    before = root.handlers[:], root.level, logging.getLogRecordFactory()
    root.handlers[:] = [logging.StreamHandler(stream)]
    root.setLevel(logging.INFO)
    logs.correlate()
    logs.use_json()
    try:
        yield lines
    finally:
        root.handlers[:] = before[0]
        root.setLevel(before[1])
        logging.setLogRecordFactory(before[2])
    lines += [json.loads(line) for line in stream.getvalue().splitlines()]


def test_log_lines_carry_trace_and_request_id(endpoint):
    with _written() as lines:
        _call("/memories/42", [("traceparent", TRACEPARENT)])
    reading, answered = (next(line for line in lines if line["message"].startswith(text)) for text in ("reading", "GET"))
    assert reading["trace_id"] == answered["trace_id"] == TRACE
    assert reading["span_id"] != answered["span_id"]
    assert (answered["request_id"], answered["level"]) == ("made-by-mem0", "INFO")
    assert answered["message"].startswith("GET /memories/{id} 200 in ")
    assert "alice" not in json.dumps(lines)


def test_the_callers_request_id_is_in_every_line_and_goes_back(endpoint):
    with _written() as lines:
        sent = _call("/waits", [("x-request-id", "from-the-caller")])
    assert [line["request_id"] for line in lines] == ["from-the-caller"] * 2
    assert (b"x-request-id", b"from-the-caller") in sent[0]["headers"]
    assert endpoint.wait(1)["GET /waits"]["attributes"]["request_id"] == "from-the-caller"


@pytest.mark.parametrize("given", ["", "two words", "x" * 65, '"},{"'])
def test_a_request_id_that_is_no_token_is_replaced(endpoint, given):
    sent = _call("/waits", [("x-request-id", given)])
    assert re.fullmatch(rb"[0-9a-f]{8}", dict(sent[0]["headers"])[b"x-request-id"])


def test_the_traceback_of_what_escaped_leads_to_its_trace(endpoint):
    with _written() as lines:
        try:
            _call("/fails", [("traceparent", TRACEPARENT), ("x-request-id", "r-1")])
        except RuntimeError as error:
            # As uvicorn does, when the request is over.
            logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=error)
    assert (lines[-1]["trace_id"], lines[-1]["request_id"]) == (TRACE, "r-1")
    assert "RuntimeError" in lines[-1]["exception"]


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
    assert exporter._waiting[0]._name == "5"
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
