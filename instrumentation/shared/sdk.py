"""The same tracer on the OpenTelemetry SDK. Importing this fails where the SDK is not installed."""

import logging

from opentelemetry import context, propagate, trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from . import __version__, sampling
from .ids import Ids
from .sdk_sampling import ErrorKeeper, ParentOrRatio

KINDS = {"internal": trace.SpanKind.INTERNAL, "server": trace.SpanKind.SERVER, "client": trace.SpanKind.CLIENT}
# They report every failed attempt, one of them with a traceback, and every span that no longer fits.
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

    def rename(self, name, attributes):
        self._span.update_name(name)
        self._span.set_attributes(attributes)

    def ids(self):
        return _ids(self._span.get_span_context())

    def exemplar(self):
        found = self._span.get_span_context()
        return {"trace_id": trace.format_trace_id(found.trace_id)} if found.trace_flags.sampled else None

    def fail(self, message=""):
        self._span.set_status(trace.StatusCode.ERROR, message)

    def end(self):
        # The SDK warns of a second call.
        if not self._ended:
            self._ended = True
            self._span.end()


class Tracer:
    """Spans of a provider of its own. Not the global one: newer FastAPI would add its own spans to that, with paths and queries."""

    def __init__(self, service, url, share=1.0):
        for name in LOUD:
            logging.getLogger(name).addFilter(_Once(url))
        keeps_errors = sampling.keeps_errors()
        resource = Resource.create({"service.name": service, "mem0_observability.version": __version__})
        self._provider = TracerProvider(sampler=ParentOrRatio(share, keeps_errors), resource=resource)
        # About 2 MB of waiting spans; above it some are dropped, and no request waits.
        batches = BatchSpanProcessor(OTLPSpanExporter(endpoint=url, timeout=5), max_queue_size=2048, max_export_batch_size=512, schedule_delay_millis=1000)
        self._provider.add_span_processor(ErrorKeeper(batches) if keeps_errors and share < 1 else batches)
        self._tracer = self._provider.get_tracer("mem0-observability", __version__)

    def span(self, name, kind, attributes, headers=None, link=None):
        given = {key: value for key, value in attributes.items() if value is not None}
        if link:
            target = trace.SpanContext(int(link[0], 16), int(link[1], 16), is_remote=False)
            return _Running(self._tracer.start_span(name, context.Context(), KINDS[kind], given, links=[trace.Link(target)]))
        parent = None if headers is None else propagate.extract(headers, context.Context())
        return _Running(self._tracer.start_span(name, parent, KINDS[kind], given))

    def current(self):
        found = trace.get_current_span().get_span_context()
        return _ids(found) if found.is_valid else None

    def annotate(self, key, value):
        trace.get_current_span().set_attribute(key, value)

    def inject(self, headers):
        propagate.inject(headers)
        return headers

    def flush(self):
        self._provider.force_flush(2000)


def _ids(found):
    return Ids(trace.format_trace_id(found.trace_id), trace.format_span_id(found.span_id))


class _Running:
    """A span while it is the current one. What an exception says is not recorded: it may hold what a user wrote."""

    __slots__ = ("_span", "_started", "_token")

    def __init__(self, started):
        self._started = started
        self._span = Span(started)

    def __enter__(self):
        self._token = context.attach(trace.set_span_in_context(self._started))
        return self._span

    def __exit__(self, kind, error, traceback):
        context.detach(self._token)
        if isinstance(error, Exception):
            self._span.set("error.type", kind.__qualname__)
            self._span.fail()
        self._span.end()


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
