"""Log lines that lead to their trace, and the request id that goes with them."""

import contextlib
import datetime
import io
import json
import logging
import re
import time

import pytest
from shared import logs
from traced import TRACE, TRACEPARENT, call


@contextlib.contextmanager
def _written(filters=()):
    """What is logged in here, as a list of decoded lines once it is over."""
    stream, root, lines = io.StringIO(), logging.getLogger(), []
    before = root.handlers[:], root.level, logging.getLogRecordFactory()
    root.handlers[:] = [logging.StreamHandler(stream)]
    root.setLevel(logging.INFO)
    logs.correlate()
    logs.use_json()
    for each in filters:
        root.handlers[0].addFilter(each)
    try:
        yield lines
    finally:
        root.handlers[:] = before[0]
        root.setLevel(before[1])
        logging.setLogRecordFactory(before[2])
    lines += [json.loads(line) for line in stream.getvalue().splitlines()]


def test_log_lines_carry_trace_and_request_id(endpoint):
    with _written() as lines:
        call("/memories/42", [("traceparent", TRACEPARENT)])
    reading, answered = (next(line for line in lines if line["message"].startswith(text)) for text in ("reading", "GET"))
    assert reading["trace_id"] == answered["trace_id"] == TRACE
    assert reading["span_id"] != answered["span_id"]
    assert (answered["request_id"], answered["level"]) == ("made-by-mem0", "INFO")
    assert answered["message"].startswith("GET /memories/{id} 200 in ")
    assert "alice" not in json.dumps(lines)


def test_a_request_has_the_same_line_with_and_without_a_record(endpoint):
    keys = []
    for filters in ([], [lambda record: True]):
        with _written(filters) as lines:
            call("/memories/42", [("traceparent", TRACEPARENT)])
        answered = next(line for line in lines if line["message"].startswith("GET"))
        keys.append([(key, type(value)) for key, value in answered.items()])
        assert (answered["logger"], answered["request_id"], answered["trace_id"]) == ("mem0.requests", "made-by-mem0", TRACE)
        assert abs(time.time() - datetime.datetime.fromisoformat(answered["timestamp"]).timestamp()) < 60
    assert keys[0] == keys[1]


def test_a_stream_that_fails_is_reported_and_the_request_is_answered(endpoint, capsys):
    with _written():
        logging.getLogger().handlers[0].setStream(io.TextIOWrapper(io.BufferedReader(io.BytesIO())))
        sent = call("/memories/42")
    assert sent[0]["status"] == 200
    # The application's line, and that of the request.
    assert capsys.readouterr().err.count("Logging error") == 2


def test_the_callers_request_id_is_in_every_line_and_goes_back(endpoint):
    with _written() as lines:
        sent = call("/waits", [("x-request-id", "from-the-caller")])
    assert [line["request_id"] for line in lines] == ["from-the-caller"] * 2
    assert (b"x-request-id", b"from-the-caller") in sent[0]["headers"]
    assert endpoint.wait(1)["GET /waits"]["attributes"]["request_id"] == "from-the-caller"


@pytest.mark.parametrize("given", ["", "two words", "x" * 65, '"},{"'])
def test_a_request_id_that_is_no_token_is_replaced(endpoint, given):
    sent = call("/waits", [("x-request-id", given)])
    assert re.fullmatch(rb"[0-9a-f]{8}", dict(sent[0]["headers"])[b"x-request-id"])


def test_the_traceback_of_what_escaped_leads_to_its_trace(endpoint):
    with _written() as lines:
        try:
            call("/fails", [("traceparent", TRACEPARENT), ("x-request-id", "r-1")])
        except RuntimeError as error:
            # As uvicorn does, when the request is over.
            logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=error)
    assert (lines[-1]["trace_id"], lines[-1]["request_id"]) == (TRACE, "r-1")
    assert "RuntimeError" in lines[-1]["exception"]
