"""A tracer without dependencies: W3C trace context in and out. https://www.w3.org/TR/trace-context/"""

import contextvars
import re
import time

from . import ids, otlp, sampling

_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")

_current = contextvars.ContextVar("otlp_span", default=None)


class _Trace:
    """What the spans of one trace in this process share."""

    __slots__ = ("failed", "held", "sampled")

    def __init__(self, sampled, may_fail):
        self.sampled, self.failed = sampled, False
        # Spans that are sent only if one of them fails; None where nothing is kept.
        self.held = [] if may_fail and not sampled else None


class Span:
    """One operation, and the context manager in which it is the current one. Not thread-safe; it belongs to the code that it times."""

    __slots__ = (
        "_added", "_end", "_exporter", "_given", "_kind", "_link", "_message", "_name", "_parent", "_root", "_start", "_started", "_token",
        "span_id", "trace", "trace_id")

    def __init__(self, name, kind, attributes, exporter, trace, trace_id, parent, root, link=None):
        self._name, self._kind, self._given, self._added, self._exporter = name, kind, attributes, {}, exporter
        self.trace, self.trace_id, self._parent, self._root, self._link = trace, trace_id, parent, root, link
        self.span_id = ids.span_id()
        # The duration is measured on the clock that never jumps.
        self._start, self._started, self._end, self._message = time.time_ns(), time.perf_counter_ns(), None, None

    def __enter__(self):
        self._token = _current.set(self)
        return self

    def __exit__(self, kind, error, traceback):
        _current.reset(self._token)
        if isinstance(error, Exception):
            # The type only: an error's text may hold what a user wrote.
            self.set("error.type", kind.__qualname__)
            self.fail()
        self.end()

    def set(self, key, value):
        self._added[key] = value

    def rename(self, name, attributes):
        self._name = name
        self._added.update(attributes)

    def ids(self):
        return ids.Ids(self.trace_id, self.span_id)

    def exemplar(self):
        return {"trace_id": self.trace_id} if self._exporter and self.trace.sampled else None

    def fail(self, message=""):
        self._message = message
        self.trace.failed = True

    def end(self):
        """Only the first call counts."""
        if self._end is not None:
            return
        self._end = self._start + time.perf_counter_ns() - self._started
        if not self._exporter:
            return
        if self.trace.sampled:
            self._exporter.add(self)
        elif self.trace.held is not None:
            self._hold()

    def _hold(self):
        if self._root or len(self.trace.held) < sampling.MAXIMUM_HELD:
            self.trace.held.append(self)
        if self._root:
            held, self.trace.held = self.trace.held, None
            if self.trace.failed:
                for span in held:
                    self._exporter.add(span)

    def to_json(self):
        """Written out rather than built and dumped: that takes four times as long, and the service's own threads wait for it."""
        text = (
            f'{{"traceId":"{self.trace_id}","spanId":"{self.span_id}",{otlp.head(self._name, self._kind)}'
            f'"startTimeUnixNano":"{self._start}","endTimeUnixNano":"{self._end}","attributes":[{otlp.attributes(self._given, self._added)}]')
        if self._parent:
            text += f',"parentSpanId":"{self._parent}"'
        if self._message is not None:
            text += otlp.failure(self._message)
        if self._link:
            text += f',"links":[{{"traceId":"{self._link[0]}","spanId":"{self._link[1]}"}}]'
        return text + "}"


class Tracer:
    """Makes spans; without an exporter they only carry ids, so that logs still correlate."""

    def __init__(self, exporter, share=1.0):
        self._exporter = exporter
        self._share = share
        self._keeps_errors = sampling.keeps_errors()

    def span(self, name, kind, attributes, headers=None, link=None):
        parent = _current.get()
        if headers is None and link is None and parent is not None:
            return Span(name, kind, attributes, self._exporter, parent.trace, parent.trace_id, parent.span_id, root=False)
        return self._root(name, kind, attributes, headers, link)

    def current(self):
        span = _current.get()
        return span.ids() if span else None

    def annotate(self, key, value):
        if span := _current.get():
            span.set(key, value)

    def inject(self, headers):
        if self._exporter and (span := _current.get()):
            headers["traceparent"] = f"00-{span.trace_id}-{span.span_id}-{span.trace.sampled:02x}"
        return headers

    def flush(self):
        if self._exporter:
            self._exporter.flush()

    def _root(self, name, kind, attributes, headers, link):
        given = _TRACEPARENT.fullmatch(headers.get("traceparent", "")) if headers else None
        if given:
            # The caller has decided, also that an error does not matter.
            trace = _Trace(bool(int(given[3], 16) & 1), may_fail=False)
            return Span(name, kind, attributes, self._exporter, trace, given[1], given[2], root=True)
        trace_id = ids.trace_id()
        trace = _Trace(sampling.chosen(trace_id, self._share), self._keeps_errors)
        return Span(name, kind, attributes, self._exporter, trace, trace_id, "", root=True, link=link)
