"""The way in. `install()` before the first Memory exists, `start(app, service)` before the application serves; then
`watch_pool(...)`, `watch_engine(...)` and the hooks for what the application has beside it.

Nothing here may stop mem0 from serving: a missing library, an unknown version or a taken port is one warning.
"""

import os

from . import logs, runtime, server, status, tracing
from .hooks import observe_tools, observe_upstream_errors
from .mem0_hooks import install, observe_existing
from .middleware import MetricsMiddleware
from .pools import watch as watch_pool
from .queries import trace_engine, trace_pool
from .server_spans import TracingMiddleware

__all__ = [
    "install", "observe_existing", "observe_tools", "observe_upstream_errors", "start", "trace_engine", "trace_pool", "watch_engine", "watch_pool",
]

DEFAULT_PORT = 9464


def start(app, service, port=None):
    """Traces, correlated logs, request and runtime metrics of a FastAPI or Starlette app, and the metrics server.

    Call it after the app's own middleware is added and before it serves. `service` becomes the `service` label and
    the name in traces; `port` defaults to MEM0_METRICS_PORT, then 9464.
    """
    logs.correlate()
    logs.use_json()
    tracer = tracing.configure(service)
    app.add_middleware(TracingMiddleware)
    # Added last: the outermost sees what no handler took.
    app.add_middleware(MetricsMiddleware, service=service, on_start=runtime.start)
    status.live("app")
    if tracer != "none":
        status.live("tracing")
    status.describe(app, service, tracer)
    server.start(os.environ.get("MEM0_METRICS_PORT", DEFAULT_PORT) if port is None else port)


def watch_engine(name, engine):
    """A SQLAlchemy engine: its pool as metrics, its statements as spans."""
    watch_pool(name, engine)
    trace_engine(engine)
