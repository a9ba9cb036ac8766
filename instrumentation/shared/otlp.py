"""A tracer without dependencies: W3C trace context in and out, spans as OTLP/HTTP JSON from a thread.

https://opentelemetry.io/docs/specs/otlp/ and https://www.w3.org/TR/trace-context/
"""

import atexit
import collections
import contextlib
import contextvars
import json
import logging
import os
import re
import threading
import time
import urllib.error
import urllib.request

KINDS = {"internal": 1, "server": 2, "client": 3}
ERROR = 2

# About 2 MB. Above it the oldest are dropped: what is traced must not wait for what traces it.
MAXIMUM_WAITING = 2048
BATCH = 512
INTERVAL_SECONDS = 1
# While nobody answers, one attempt per this long.
PAUSE_SECONDS = 15
TIMEOUT_SECONDS = 5

_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")

_logger = logging.getLogger(__name__)
_current = contextvars.ContextVar("otlp_span", default=None)


class Span:
    """One operation. Not thread-safe; it belongs to the code that it times."""

    __slots__ = ("_attributes", "_end", "_exporter", "_kind", "_message", "_name", "_parent", "_start", "_started", "sampled", "span_id", "trace_id")

    def __init__(self, name, kind, attributes, parent, exporter):
        self._name, self._kind, self._attributes, self._exporter = name, kind, dict(attributes), exporter
        self.trace_id, self._parent, self.sampled = parent or (os.urandom(16).hex(), "", True)
        self.span_id = os.urandom(8).hex()
        # The duration is measured on the clock that never jumps.
        self._start, self._started, self._end, self._message = time.time_ns(), time.perf_counter_ns(), None, None

    def set(self, key, value):
        self._attributes[key] = value

    def rename(self, name):
        self._name = name

    def fail(self, message=""):
        self._message = message

    def end(self):
        """Only the first call counts."""
        if self._end is None:
            self._end = self._start + time.perf_counter_ns() - self._started
            if self._exporter and self.sampled:
                self._exporter.add(self)

    def to_json(self):
        span = {
            "traceId": self.trace_id, "spanId": self.span_id, "name": self._name, "kind": KINDS[self._kind],
            "startTimeUnixNano": str(self._start), "endTimeUnixNano": str(self._end), "attributes": _pairs(self._attributes),
        }
        if self._parent:
            span["parentSpanId"] = self._parent
        if self._message is not None:
            span["status"] = {"code": ERROR, "message": self._message}
        return span


class Tracer:
    """Makes spans; without an exporter they only carry ids, so that logs still correlate."""

    def __init__(self, exporter):
        self._exporter = exporter

    @contextlib.contextmanager
    def span(self, name, kind, attributes, headers=None):
        span = Span(name, kind, attributes, self._parent(headers), self._exporter)
        token = _current.set(span)
        try:
            yield span
        except Exception as error:
            # The type only: an error's text may hold what a user wrote.
            span.set("error.type", type(error).__qualname__)
            span.fail()
            raise
        finally:
            _current.reset(token)
            span.end()

    def current(self):
        span = _current.get()
        return (span.trace_id, span.span_id) if span else None

    def annotate(self, key, value):
        if span := _current.get():
            span.set(key, value)

    def inject(self, headers):
        if self._exporter and (span := _current.get()):
            headers["traceparent"] = f"00-{span.trace_id}-{span.span_id}-{span.sampled:02x}"
        return headers

    def flush(self):
        if self._exporter:
            self._exporter.flush()

    def _parent(self, headers):
        """Trace id, span id and whether it is recorded; None begins a trace."""
        if headers is not None:
            given = _TRACEPARENT.fullmatch(headers.get("traceparent", ""))
            return (given[1], given[2], bool(int(given[3], 16) & 1)) if given else None
        span = _current.get()
        return (span.trace_id, span.span_id, span.sampled) if span else None


class Exporter:
    """Sends ended spans from a thread. Nobody waits for it, and it gives one warning however long nobody answers."""

    def __init__(self, service, url):
        self._url = url
        self._resource = {"attributes": _pairs({
            "service.name": service, "telemetry.sdk.language": "python", "telemetry.sdk.name": "mem0-observability"})}
        self._waiting = collections.deque(maxlen=MAXIMUM_WAITING)
        self._sending = threading.Lock()
        self._warned = False
        self._thread = None
        atexit.register(self.flush)

    def add(self, span):
        self._waiting.append(span)
        if self._thread is None:
            # At the first span, so that a process that only imports this has no thread.
            self._thread = threading.Thread(target=self._run, name="otlp", daemon=True)
            self._thread.start()

    def flush(self):
        deadline = time.monotonic() + 2
        while self._waiting and time.monotonic() < deadline and self._send(timeout=2):
            pass

    def _run(self):
        while True:
            time.sleep(INTERVAL_SECONDS)
            while self._waiting:
                if not self._send(TIMEOUT_SECONDS):
                    time.sleep(PAUSE_SECONDS)

    def _send(self, timeout):
        """Sends one batch; False where it should be tried again later, and then it waits in its place."""
        with self._sending:
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            if not batch:
                return True
            spans = {"scope": {"name": "mem0-observability"}, "spans": [span.to_json() for span in batch]}
            body = json.dumps({"resourceSpans": [{"resource": self._resource, "scopeSpans": [spans]}]}).encode()
            request = urllib.request.Request(self._url, body, {"Content-Type": "application/json"})
            try:
                with urllib.request.urlopen(request, timeout=timeout):
                    self._warned = False
                return True
            except urllib.error.HTTPError as error:
                self._warn(error)
                # Anything else is refused for good.
                again = error.code in (429, 502, 503, 504)
            except OSError as error:
                self._warn(error)
                again = True
            if again:
                self._waiting.extendleft(reversed(batch[:MAXIMUM_WAITING - len(self._waiting)]))
            return not again

    def _warn(self, error):
        if not self._warned:
            self._warned = True
            _logger.warning("Spans cannot be sent to %s: %s", self._url, error)


def _pairs(attributes):
    return [{"key": key, "value": _value(value)} for key, value in attributes.items() if value is not None]


def _value(value):
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue": str(value)}
    if isinstance(value, float):
        return {"doubleValue": value}
    if isinstance(value, (list, tuple)):
        return {"arrayValue": {"values": [_value(item) for item in value]}}
    return {"stringValue": str(value)}
