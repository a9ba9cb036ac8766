"""Traces: `configure(service)` once, then `span(...)` around what is worth timing.

The OpenTelemetry SDK does the work where it is installed. Without it a small tracer of our own makes the same spans and
sends them as OTLP/HTTP JSON: traces must not depend on what a package index offers. Until `configure` is called, and
with OTEL_SDK_DISABLED=true, spans cost next to nothing and go nowhere.
"""

import logging
import os

from . import builtin, otlp, sampling

INTERNAL, SERVER, CLIENT = "internal", "server", "client"

# The name that the monitoring stack has on mem0's network.
DEFAULT_ENDPOINT = "http://telemetry:4318"

_logger = logging.getLogger(__name__)


_tracer = builtin.Tracer(exporter=None)


def configure(service):
    """Starts sending spans as `service`; returns which tracer makes them: opentelemetry, built-in, or none.

    OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER and OTEL_SDK_DISABLED work as for any SDK.
    """
    global _tracer
    if os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return "none"
    service = os.environ.get("OTEL_SERVICE_NAME") or service
    endpoint = (os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT") or DEFAULT_ENDPOINT).rstrip("/")
    try:
        from . import sdk
    except ImportError as error:
        _logger.warning("The OpenTelemetry SDK is not installed (%s): spans are made by the built-in tracer", error)
        _tracer = builtin.Tracer(otlp.Exporter(service, f"{endpoint}/v1/traces"), sampling.ratio())
        return "built-in"
    _tracer = sdk.Tracer(service, f"{endpoint}/v1/traces", sampling.ratio())
    return "opentelemetry"


def span(name, kind=INTERNAL, attributes=None, headers=None, link=None):
    """A context manager: the span becomes the current one, and an exception that passes through makes it an error.

    What it yields has `set(key, value)`, `rename(name, attributes)`, `fail(message)`, `ids()`, `exemplar()` (the trace as the label of
    an exemplar; None where it will not be found anywhere) and `end()`. `attributes` are words that repeat. `headers` (a dictionary in lower case)
    is where a server takes the caller's `traceparent` from; without it the parent is the current span. With `link` (`Ids`)
    it begins a trace of its own that points to that span.
    """
    return _tracer.span(name, kind, attributes or {}, headers, link)


def current():
    """`Ids` of the current span, or None."""
    return _tracer.current()


def annotate(key, value):
    """Sets an attribute of the current span, where there is one."""
    _tracer.annotate(key, value)


def inject(headers):
    """Adds the W3C trace context of the current span to the headers of a request, and returns them."""
    return _tracer.inject(headers)


def flush():
    """Sends what waits, for at most 2 s; a process that ends calls it by itself."""
    _tracer.flush()
