"""Log lines as JSON with trace and request id, so that a line leads to its trace and back."""

import json
import logging
import os
import time

from . import correlation, tracing
from .redaction import redact

# Of the line for each request.
REQUESTS = "mem0.requests"
# uvicorn gives its logger a handler before it imports the application.
LOGGERS = (None, "uvicorn")

# The escapes of JSON, in C.
_quoted = json.encoder.encode_basestring


class JsonFormatter(logging.Formatter):
    """One object per line, redacted. Written out rather than built and dumped: each request has a line."""

    _second = (0, "")

    def format(self, record):
        line = (
            f'{{"timestamp":"{self._time(record)}","level":{_quoted(record.levelname)},"logger":{_quoted(record.name)},'
            f'"message":{_quoted(redact(record.getMessage()))}')
        for key in ("request_id", "trace_id", "span_id"):
            value = getattr(record, key, None)
            if value and value != "-":
                line += f',"{key}":{_quoted(str(value))}'
        if record.exc_info:
            line += f',"exception":{_quoted(redact(self.formatException(record.exc_info)))}'
        return line + "}"

    def _time(self, record):
        """RFC 3339 in UTC, to the millisecond. Many lines are of one second."""
        second, text = self._second
        if second != int(record.created):
            second = int(record.created)
            text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
            self._second = second, text
        return f"{text}.{int(record.msecs):03d}Z"


def correlate():
    """Every record made from now on has `trace_id`, `span_id` and `request_id`, whatever formats it; "-" where there is none.

    It builds on the record factory that is there: mem0's own writes its request id, which comes first.
    """
    make = logging.getLogRecordFactory()
    if getattr(make, "mem0_correlated", False):
        return

    def with_ids(*args, **kwargs):
        record = make(*args, **kwargs)
        ids, request_id = _ids_of(record)
        record.trace_id, record.span_id = ids or ("-", "-")
        if getattr(record, "request_id", "-") == "-":
            record.request_id = request_id or "-"
        return record

    with_ids.mem0_correlated = True
    logging.setLogRecordFactory(with_ids)


def use_json():
    """Swaps the formatters of the handlers that are there, after the application has made them; levels and targets stay.

    uvicorn's access log ends: the line of server_spans says the same, with the route in place of path and query string.
    MEM0_LOG_FORMAT=text leaves them alone: the ids are in the records all the same, for a format of one's own.
    """
    if os.environ.get("MEM0_LOG_FORMAT", "").lower() == "text":
        return
    root, requests = logging.getLogger(), logging.getLogger(REQUESTS)
    if not root.handlers:
        # OpenMemory configures no logging: the lines of its requests would be lost.
        root.addHandler(logging.StreamHandler())
    if not requests.isEnabledFor(logging.INFO):
        requests.setLevel(logging.INFO)
    for name in LOGGERS:
        for handler in logging.getLogger(name).handlers:
            handler.setFormatter(JsonFormatter())
    logging.getLogger("uvicorn.access").disabled = True


def _ids_of(record):
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    # What escaped from a request is logged when its span and its id are no longer the current ones.
    if escaped := getattr(error, "mem0_ids", None):
        return escaped
    return tracing.current(), correlation.request_id.get()
