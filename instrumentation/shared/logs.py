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

_root, _requests = logging.getLogger(), logging.getLogger(REQUESTS)


class JsonFormatter(logging.Formatter):
    """One object per line, redacted. Written out rather than built and dumped: each request has a line."""

    _second = (0, "")

    def format(self, record):
        ids = [(key, getattr(record, key, None)) for key in ("request_id", "trace_id", "span_id")]
        line = self.line(record.created, record.levelname, record.name, redact(record.getMessage()), ids)
        if record.exc_info:
            line = f'{line[:-1]},"exception":{_quoted(redact(self.formatException(record.exc_info)))}}}'
        return line

    def line(self, seconds, level, logger, message, ids):
        """`seconds` since 1970; `ids` are pairs of key and value, those without a value or with "-" are left out."""
        text = f'{{"timestamp":"{self._time(seconds)}","level":{_quoted(level)},"logger":{_quoted(logger)},"message":{_quoted(message)}'
        for key, value in ids:
            if value and value != "-":
                text += f',"{key}":{_quoted(str(value))}'
        return text + "}"

    def _time(self, seconds):
        """RFC 3339 in UTC, to the millisecond. Many lines are of one second."""
        whole = int(seconds)
        second, text = self._second
        if second != whole:
            text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole))
            self._second = whole, text
        return f"{text}.{int((seconds - whole) * 1000):03d}Z"


def log_request(message, request_id, ids):
    """The line of a request, at INFO. `message` has nothing to redact; `ids` are those of its span.

    A record of its own and its way through `logging` cost a request more than all its spans. So where one handler writes our
    JSON to a stream, as `use_json` leaves it, the line is written there; any other set-up gets a record.
    """
    if not _requests.isEnabledFor(logging.INFO):
        return
    handler = _plain_handler()
    if handler is None or not _write(handler, message, request_id, ids):
        # Not `info`, which walks the stack to find this line.
        record = _requests.makeRecord(REQUESTS, logging.INFO, __file__, 0, message, (), None)
        record.request_id = request_id
        _requests.handle(record)


def _plain_handler():
    """The only handler there is for this line, where writing to its stream is all that it would do."""
    handlers = _root.handlers
    if len(handlers) != 1 or _requests.handlers or _requests.filters or not _requests.propagate:
        return None
    handler = handlers[0]
    plain = type(handler) is logging.StreamHandler and type(handler.formatter) is JsonFormatter and not handler.filters
    return handler if plain and handler.level <= logging.INFO else None


def _write(handler, message, request_id, ids):
    """False where the stream fails: `logging` has its own way to say so."""
    found = (("request_id", request_id), ("trace_id", ids.trace_id), ("span_id", ids.span_id))
    line = handler.formatter.line(time.time(), "INFO", REQUESTS, message, found)
    try:
        with handler.lock:
            handler.stream.write(line + handler.terminator)
            handler.flush()
    except (OSError, ValueError):
        return False
    return True


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
    if not _root.handlers:
        # OpenMemory configures no logging: the lines of its requests would be lost.
        _root.addHandler(logging.StreamHandler())
    if not _requests.isEnabledFor(logging.INFO):
        _requests.setLevel(logging.INFO)
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
