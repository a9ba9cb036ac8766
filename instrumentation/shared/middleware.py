"""Request metrics as pure ASGI middleware: no copy of the body, no extra task."""

import asyncio
import time

from . import metrics

METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
DOCS = frozenset(("/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect"))
# Where the tracing middleware, which is further in, leaves a request's span for its exemplar.
SPAN = "mem0.span"


class MetricsMiddleware:
    """Counts and times requests by route template.

    It must be the outermost middleware: an exception that no handler took passes through here, and is counted as 500.
    `on_start` runs once, inside the event loop, before the first message.
    """

    def __init__(self, app, service, on_start=None):
        self._app = app
        self._series = _Series(service)
        self._on_start = on_start

    async def __call__(self, scope, receive, send):
        if self._on_start:
            # mem0 has no lifespan handler that could do this.
            start, self._on_start = self._on_start, None
            start()
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _Request(self._series, scope, send)
        try:
            await self._app(scope, receive, request.send)
        except asyncio.CancelledError:
            request.status = request.status or 499
            raise
        except Exception:
            request.status = 500
            raise
        finally:
            request.finish()


class _Series:
    """The series of one service, each looked up once: looking up by labels costs more than counting."""

    def __init__(self, service):
        self._service = service
        self._requests = {}
        self._in_flight = {}
        self._auth = {}

    def in_flight(self, method):
        found = self._in_flight.get(method)
        if found is None:
            found = self._in_flight[method] = metrics.HTTP_IN_FLIGHT.labels(self._service, method)
        return found

    def requests(self, *labels):
        """Counter and histogram; the labels are bounded, and so is this."""
        found = self._requests.get(labels)
        if found is None:
            found = self._requests[labels] = (metrics.HTTP_REQUESTS.labels(self._service, *labels), metrics.HTTP_DURATION.labels(self._service, *labels))
        return found

    def streams(self, route):
        return metrics.HTTP_STREAMS.labels(self._service, route)

    def auth(self, auth_type, status):
        labels = metrics.bounded(auth_type, metrics.AUTH_TYPES), "denied" if status in (401, 403) else "accepted"
        found = self._auth.get(labels)
        if found is None:
            found = self._auth[labels] = metrics.AUTH_REQUESTS.labels(*labels)
        return found


class _Request:
    """One request from its first byte to its last."""

    __slots__ = ("_in_flight", "_method", "_scope", "_send", "_series", "_started", "_stream", "status")

    def __init__(self, series, scope, send):
        self._series = series
        self._scope = scope
        self._send = send
        self._started = time.perf_counter()
        self._stream = None
        self._method = metrics.bounded(scope["method"], METHODS, "OTHER")
        self._in_flight = series.in_flight(self._method)
        self._in_flight.inc()
        self.status = None

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            if is_event_stream(message):
                self._open_stream()
        await self._send(message)

    def _open_stream(self):
        # A stream lives for hours: it is counted when it opens, never timed, and is not work in flight.
        self._stream = self._series.streams(route_of(self._scope))
        self._stream.inc()
        self._in_flight.dec()
        self._count()

    def finish(self):
        if self._stream:
            self._stream.dec()
            return
        self._in_flight.dec()
        metrics.observe_traced(self._count(), time.perf_counter() - self._started, self._scope.get(SPAN))

    def _count(self):
        # No status: the application returned without an answer, and the server sends 500.
        status = self.status or 500
        counter, duration = self._series.requests(self._method, route_of(self._scope), str(status))
        counter.inc()
        # mem0 writes it into the request's state; OpenMemory has no authentication.
        auth_type = (self._scope.get("state") or {}).get("auth_type")
        if auth_type is not None:
            self._series.auth(auth_type, status).inc()
        return duration


def route_of(scope):
    """The route template; `docs` for FastAPI's own pages; `unmatched` where no route took the request.

    FastAPI writes its route into the scope while routing, so this is only right after the application has answered.
    It does so for a wrong method too. Such a request is unmatched: else a scanner could make a series of every pair.
    """
    route = scope.get("route")
    if route is not None:
        return route.path if scope["method"] in (route.methods or ()) else "unmatched"
    return "docs" if scope.get("path") in DOCS else "unmatched"


def is_event_stream(message):
    for name, value in message.get("headers", ()):
        if name.lower() == b"content-type":
            return value.startswith(b"text/event-stream")
    return False
