"""Request metrics as pure ASGI middleware: no copy of the body, no extra task."""

import asyncio
import time

from . import metrics

METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
DOCS = frozenset(("/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect"))


class MetricsMiddleware:
    """Counts and times requests by route template.

    It must be the outermost middleware: an exception that no handler took passes through here, and is counted as 500.
    `on_start` runs once, inside the event loop, before the first message.
    """

    def __init__(self, app, service, on_start=None):
        self._app = app
        self._service = service
        self._on_start = on_start

    async def __call__(self, scope, receive, send):
        if self._on_start:
            # mem0 has no lifespan handler that could do this.
            start, self._on_start = self._on_start, None
            start()
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _Request(self._service, scope, send)
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


class _Request:
    """One request from its first byte to its last."""

    __slots__ = ("_in_flight", "_scope", "_send", "_service", "_started", "_stream", "status")

    def __init__(self, service, scope, send):
        self._service = service
        self._scope = scope
        self._send = send
        self._started = time.perf_counter()
        self._stream = None
        self._in_flight = metrics.HTTP_IN_FLIGHT.labels(service, _method(scope))
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
        self._stream = metrics.HTTP_STREAMS.labels(self._service, route_of(self._scope))
        self._stream.inc()
        self._in_flight.dec()
        metrics.HTTP_REQUESTS.labels(*self._labels()).inc()

    def finish(self):
        if self._stream:
            self._stream.dec()
            return
        self._in_flight.dec()
        labels = self._labels()
        metrics.HTTP_REQUESTS.labels(*labels).inc()
        metrics.HTTP_DURATION.labels(*labels).observe(time.perf_counter() - self._started)

    def _labels(self):
        # No status: the application returned without an answer, and the server sends 500.
        return self._service, _method(self._scope), route_of(self._scope), str(self.status or 500)


def route_of(scope):
    """The route template; `docs` for FastAPI's own pages; `unmatched` where no route took the request.

    FastAPI writes its route into the scope while routing, so this is only right after the application has answered.
    It does so for a wrong method too. Such a request is unmatched: else a scanner could make a series of every pair.
    """
    route = scope.get("route")
    if route is not None:
        return route.path if scope["method"] in (route.methods or ()) else "unmatched"
    return "docs" if scope.get("path") in DOCS else "unmatched"


def _method(scope):
    return metrics.bounded(scope["method"], METHODS, "OTHER")


def is_event_stream(message):
    return any(name.lower() == b"content-type" and value.startswith(b"text/event-stream") for name, value in message.get("headers", ()))
