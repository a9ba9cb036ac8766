"""Log lines in mem0's format, `time - level - [request id] message`, and the request id that they carry."""

import contextvars
import logging
import re
import sys
import uuid

request_id = contextvars.ContextVar("request_id", default="-")

# An id from outside ends up in every log line: nothing but a plain token is taken over.
_ACCEPTED = re.compile(rb"[A-Za-z0-9._-]{1,64}")


def configure():
    """mem0's basicConfig, on stdout."""
    make = logging.getLogRecordFactory()

    def with_request_id(*args, **kwargs):
        record = make(*args, **kwargs)
        record.request_id = request_id.get()
        return record

    logging.setLogRecordFactory(with_request_id)
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s - %(levelname)s - [%(request_id)s] %(message)s")


class RequestIdMiddleware:
    """Takes X-Request-ID from the caller or makes one of 8 digits as mem0 does, and sends it back."""

    def __init__(self, app):
        self._app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"x-request-id", b"")
        identifier = given if _ACCEPTED.fullmatch(given) else uuid.uuid4().hex[:8].encode()
        request_id.set(identifier.decode())

        async def send_with_id(message):
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", identifier)]
            await send(message)

        await self._app(scope, receive, send_with_id)
