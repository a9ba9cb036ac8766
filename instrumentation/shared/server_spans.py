"""A span and a log line per request, as pure ASGI middleware. Both carry the route template, never the path or the query."""

import contextvars
import time

from . import correlation, logs, tracing
from .middleware import METHODS, SPAN, is_event_stream, route_of
from .metrics import bounded

_READ = frozenset((b"traceparent", b"tracestate", b"baggage", correlation.HEADER))
_answer = contextvars.ContextVar("mem0_answer", default=None)


def stream():
    """`Ids` of the request whose event stream this is called in; None elsewhere.

    What happens in a stream is no part of the request that opened it, perhaps hours ago.
    """
    answer = _answer.get()
    return answer.ids if answer and answer.streams else None


class TracingMiddleware:
    """Continues the caller's trace, and answers with the request id: the application's own where it sends one."""

    def __init__(self, app):
        self._app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method = bounded(scope["method"], METHODS, "_OTHER")
        headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"] if name in _READ}
        attributes = {"http.request.method": method, "url.scheme": scope.get("scheme", "http")}
        with tracing.span(method, tracing.SERVER, attributes, headers) as span:
            answer = _Answer(scope, send, span, method, correlation.accept(headers.get("x-request-id")))
            scope[SPAN] = span
            tokens = correlation.request_id.set(answer.request_id), _answer.set(answer)
            try:
                await self._app(scope, receive, answer.send)
            except Exception as error:
                # The server logs it when the request is over; the line shall lead here all the same.
                error.mem0_ids = answer.ids, answer.request_id
                raise
            finally:
                answer.finish()
                correlation.request_id.reset(tokens[0])
                _answer.reset(tokens[1])


class _Answer:
    """What is known of a request once it is answered."""

    __slots__ = ("_finished", "_method", "_scope", "_send", "_span", "_started", "ids", "request_id", "status", "streams")

    def __init__(self, scope, send, span, method, request_id):
        self._scope, self._send, self._span, self._method = scope, send, span, method
        self._started, self._finished = time.perf_counter(), False
        self.status, self.request_id = 500, request_id
        self.ids, self.streams = span.ids(), False

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._exchange_id(message)
            if is_event_stream(message):
                # It may stay open for hours; the span is about its opening.
                self.streams = True
                self.finish()
                self._span.end()
        await self._send(message)

    def _exchange_id(self, message):
        headers = message.get("headers", ())
        for name, value in headers:
            if name.lower() == correlation.HEADER:
                self.request_id = value.decode("latin-1")
                return
        message["headers"] = [*headers, (correlation.HEADER, self.request_id.encode())]

    def finish(self):
        if self._finished:
            return
        self._finished = True
        route = route_of(self._scope)
        self._span.rename(f"{self._method} {route}", {"http.route": route, "http.response.status_code": self.status, "request_id": self.request_id})
        if self.status >= 500:
            self._span.fail()
        milliseconds = (time.perf_counter() - self._started) * 1000
        logs.log_request(f"{self._method} {route} {self.status} in {milliseconds:.1f} ms", self.request_id, self.ids)

