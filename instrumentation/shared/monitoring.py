"""The way in: `trace(app, service)` and `instrument(app, service)`, then `observe_memory(...)`, `watch_pool(...)` and
`trace_pool(...)` for what the app has.

Nothing here may stop mem0 from serving: a missing library or a taken port is one warning.
"""

import logging
import os

from . import logs, metrics, runtime, tracing
from .hooks import observe_memory, observe_tools, observe_upstream_errors
from .middleware import MetricsMiddleware
from .pools import watch as watch_pool
from .queries import trace_pool
from .server_spans import TracingMiddleware

__all__ = [
    "instrument", "observe_memory", "observe_tools", "observe_upstream_errors", "start_metrics_server", "trace", "trace_pool", "watch_pool",
]

DEFAULT_PORT = 9464

_logger = logging.getLogger(__name__)
_servers = {}


def trace(app, service):
    """Traces of a FastAPI or Starlette app, and its log lines as JSON that leads to them.

    Call it after the app's own middleware is added and before `instrument`, whose middleware must be the outermost.
    """
    tracing.configure(service)
    app.add_middleware(TracingMiddleware)
    logs.use_json()


def instrument(app, service, port=None):
    """Request and runtime metrics of a FastAPI or Starlette app, and the metrics server.

    Call it after the app's own middleware is added and before it serves. `service` becomes the `service` label;
    `port` defaults to MEM0_METRICS_PORT, then 9464.
    """
    app.add_middleware(MetricsMiddleware, service=service, on_start=runtime.start)
    start_metrics_server(os.environ.get("MEM0_METRICS_PORT", DEFAULT_PORT) if port is None else port)


def start_metrics_server(port):
    """Serves /metrics on a port of its own, in a thread; True where it does.

    Not on the API's port: that one is published, has no authentication for an added route, writes a row to request_logs
    per request, and stands still while a handler blocks the event loop.
    """
    if metrics.prometheus_client is None:
        return False
    if port in _servers:
        return True
    try:
        _servers[port] = metrics.prometheus_client.start_http_server(int(port))
    except (OSError, OverflowError, ValueError) as error:
        # A taken port is normal for a moment in every `uvicorn --reload`; the others are a wrong MEM0_METRICS_PORT.
        _logger.warning("Metrics are not served on port %s: %s", port, error)
        return False
    return True
