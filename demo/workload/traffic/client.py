"""JSON over HTTP with the standard library; an API that is down is an answer like any other."""

import http.client
import json
import urllib.error
import urllib.request
import uuid


class Api:
    """One API by its base address."""

    def __init__(self, base, timeout=30):
        self._base = base
        self._timeout = timeout

    def send(self, method, path, body=None):
        """The decoded answer, or None where there was none or it was an error."""
        headers = {"Content-Type": "application/json", "X-Request-ID": uuid.uuid4().hex[:8]}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._base + path, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as response:
                return json.load(response)
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError):
            return None

    def listen(self, path, lines):
        """Reads the first lines of an event stream, then hangs up."""
        try:
            with urllib.request.urlopen(self._base + path, timeout=self._timeout) as stream:
                for _ in range(lines):
                    stream.readline()
        except (urllib.error.URLError, http.client.HTTPException, OSError):
            pass
