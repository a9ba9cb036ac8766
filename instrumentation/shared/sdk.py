"""The same tracer on the OpenTelemetry SDK. Importing this fails where the SDK is not installed."""

import contextlib
import logging

from opentelemetry import propagate, trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

KINDS = {"internal": trace.SpanKind.INTERNAL, "server": trace.SpanKind.SERVER, "client": trace.SpanKind.CLIENT}
# They report every failed attempt, one of them with a traceback.
LOUD = ("opentelemetry.exporter.otlp.proto.http.trace_exporter", "opentelemetry.sdk._shared_internal", "opentelemetry.exporter.http.transport")


class Span:
    """What `tracing.span` yields, around a span of the SDK."""

    __slots__ = ("_ended", "_span")

    def __init__(self, span):
        self._span = span
        self._ended = False

    def set(self, key, value):
        if value is not None:
            self._span.set_attribute(key, value)

    def rename(self, name):
        self._span.update_name(name)

    def fail(self, message=""):
        self._span.set_status(trace.StatusCode.ERROR, message)

    def end(self):
        # The SDK warns of a second call.
        if not self._ended:
            self._ended = True
            self._span.end()


class Tracer:
    """Spans of a provider of its own. Not the global one: newer FastAPI would add its own spans to that, with paths and queries."""

    def __init__(self, service, url):
        for name in LOUD:
            logging.getLogger(name).addFilter(_Once(url))
        self._provider = TracerProvider(resource=Resource.create({"service.name": service}))
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=url, timeout=5), schedule_delay_millis=1000))
        self._tracer = self._provider.get_tracer("mem0-observability")

    @contextlib.contextmanager
    def span(self, name, kind, attributes, headers=None):
        context = None if headers is None else propagate.extract(headers)
        given = {key: value for key, value in attributes.items() if value is not None}
        started = self._tracer.start_span(name, context, KINDS[kind], given)
        span = Span(started)
        # Not recorded by the SDK: an error's text may hold what a user wrote.
        with trace.use_span(started, end_on_exit=False, record_exception=False, set_status_on_exception=False):
            try:
                yield span
            except Exception as error:
                span.set("error.type", type(error).__qualname__)
                span.fail()
                raise
            finally:
                span.end()

    def current(self):
        context = trace.get_current_span().get_span_context()
        return (trace.format_trace_id(context.trace_id), trace.format_span_id(context.span_id)) if context.is_valid else None

    def annotate(self, key, value):
        trace.get_current_span().set_attribute(key, value)

    def inject(self, headers):
        propagate.inject(headers)
        return headers

    def flush(self):
        self._provider.force_flush(2000)


class _Once(logging.Filter):
    """Lets the first failure through, as one line."""

    said = False

    def __init__(self, url):
        super().__init__()
        self._url = url

    def filter(self, record):
        if record.levelno < logging.WARNING:
            return True
        first, _Once.said = not _Once.said, True
        record.msg, record.args, record.levelno, record.levelname = "Spans cannot be sent to %s: %s", (self._url, _reason(record)), 30, "WARNING"
        record.exc_info = None
        return first


def _reason(record):
    if record.exc_info and record.exc_info[1]:
        return record.exc_info[1]
    return record.getMessage()
