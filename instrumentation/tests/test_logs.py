"""Log lines that lead to their trace, and the request id that goes with them."""

import contextlib
import io
import json
import logging
import re

import pytest
from shared import logs
from traced import TRACE, TRACEPARENT, call


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
        call("/memories/42", [("traceparent", TRACEPARENT)])
    reading, answered = (next(line for line in lines if line["message"].startswith(text)) for text in ("reading", "GET"))
    assert reading["trace_id"] == answered["trace_id"] == TRACE
    assert reading["span_id"] != answered["span_id"]
    assert (answered["request_id"], answered["level"]) == ("made-by-mem0", "INFO")
    assert answered["message"].startswith("GET /memories/{id} 200 in ")
    assert "alice" not in json.dumps(lines)


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
