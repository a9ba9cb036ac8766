"""A span and a log line per request, as pure ASGI middleware. Both carry the route template, never the path or the query."""

import logging
import time

from . import tracing
from .middleware import METHODS, is_event_stream, route_of
from .metrics import bounded

_logger = logging.getLogger("mem0.requests")


class TracingMiddleware:
    """Continues the caller's trace. The request id is the one that the application answers with: mem0 makes its own."""

    def __init__(self, app):
        self._app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method = bounded(scope["method"], METHODS, "_OTHER")
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        with tracing.span(method, tracing.SERVER, {"http.request.method": method, "url.scheme": scope.get("scheme", "http")}, headers) as span:
            answer = _Answer(scope, send, span, method)
            try:
                await self._app(scope, receive, answer.send)
            finally:
                answer.finish()


class _Answer:
    """What is known of a request once it is answered."""

    __slots__ = ("_finished", "_method", "_scope", "_send", "_span", "_started", "request_id", "status")

    def __init__(self, scope, send, span, method):
        self._scope, self._send, self._span, self._method = scope, send, span, method
        self._started, self._finished = time.perf_counter(), False
        self.status, self.request_id = 500, None

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.request_id = next((value.decode("latin-1") for name, value in message.get("headers", ()) if name.lower() == b"x-request-id"), None)
            if is_event_stream(message):
                # It may stay open for hours; the span is about its opening.
                self.finish()
                self._span.end()
        await self._send(message)

    def finish(self):
        if self._finished:
            return
        self._finished = True
        route = route_of(self._scope)
        self._span.rename(f"{self._method} {route}")
        self._span.set("http.route", route)
        self._span.set("http.response.status_code", self.status)
        self._span.set("request_id", self.request_id)
        if self.status >= 500:
            self._span.fail()
        milliseconds = round((time.perf_counter() - self._started) * 1000, 1)
        _logger.info("%s %s %d in %s ms", self._method, route, self.status, milliseconds, extra={"answered_request_id": self.request_id})
