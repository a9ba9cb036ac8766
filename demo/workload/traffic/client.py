"""JSON over HTTP with the standard library; an API that is down is an answer like any other."""

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
import uuid

from shared import tracing


class Api:
    """One API by its base address."""

    def __init__(self, base, timeout=30):
        self._base = base
        self._host = urllib.parse.urlsplit(base).hostname
        self._timeout = timeout

    def send(self, method, path, body=None):
        """The decoded answer, or None where there was none or it was an error."""
        headers = {"Content-Type": "application/json", "X-Request-ID": uuid.uuid4().hex[:8]}
        data = None if body is None else json.dumps(body).encode()
        attributes = {"http.request.method": method, "server.address": self._host, "request_id": headers["X-Request-ID"]}
        with tracing.span(method, tracing.CLIENT, attributes) as span:
            request = urllib.request.Request(self._base + path, data=data, headers=tracing.inject(headers), method=method)
            try:
                with urllib.request.urlopen(request, timeout=self._timeout) as response:
                    span.set("http.response.status_code", response.status)
                    return json.load(response)
            except urllib.error.HTTPError as error:
                span.set("http.response.status_code", error.code)
                # For a caller, 4xx is an error as well.
                span.fail()
            except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
                span.fail(type(error).__name__)
            return None

    def listen(self, path, lines):
        """Reads the first lines of an event stream, then hangs up."""
        try:
            with urllib.request.urlopen(self._base + path, timeout=self._timeout) as stream:
                for _ in range(lines):
                    stream.readline()
        except (urllib.error.URLError, http.client.HTTPException, OSError):
            pass
