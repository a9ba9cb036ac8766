"""Sends spans as OTLP/HTTP JSON from a thread. https://opentelemetry.io/docs/specs/otlp/"""

import atexit
import collections
import functools
import json
import logging
import threading
import time
import urllib.error
import urllib.request

from . import __version__

KINDS = {"internal": 1, "server": 2, "client": 3}
ERROR = 2

# About 2 MB. Above it the oldest are dropped: what is traced must not wait for what traces it.
MAXIMUM_WAITING = 2048
BATCH = 512
INTERVAL_SECONDS = 1
# While nobody answers, one attempt per this long.
PAUSE_SECONDS = 15
TIMEOUT_SECONDS = 5

# The escapes of JSON, in C.
_quoted = json.encoder.encode_basestring_ascii

_logger = logging.getLogger(__name__)


class Exporter:
    """Sends ended spans from a thread. Nobody waits for it, and it gives one warning however long nobody answers."""

    def __init__(self, service, url):
        self._url = url
        resource = _pairs({"service.name": service, "telemetry.sdk.language": "python", "telemetry.sdk.name": "mem0-observability", "telemetry.sdk.version": __version__}.items())
        self._before = f'{{"resourceSpans":[{{"resource":{{"attributes":[{resource}]}},"scopeSpans":[{{"scope":{{"name":"mem0-observability","version":"{__version__}"}},"spans":['
        self._waiting = collections.deque(maxlen=MAXIMUM_WAITING)
        self._sending = threading.Lock()
        self._warned = False
        self._thread = None
        atexit.register(self.flush)

    def add(self, span):
        # As text, which the garbage collector has no interest in: it would walk through hundreds of spans that wait, again and again.
        self._waiting.append(span.to_json())
        if self._thread is None:
            # At the first span, so that a process that only imports this has no thread.
            self._thread = threading.Thread(target=self._run, name="otlp", daemon=True)
            self._thread.start()

    def flush(self):
        deadline = time.monotonic() + 2
        while self._waiting and time.monotonic() < deadline and self._send(timeout=2):
            pass

    def _run(self):
        while True:
            time.sleep(INTERVAL_SECONDS)
            while self._waiting:
                if not self._send(TIMEOUT_SECONDS):
                    time.sleep(PAUSE_SECONDS)
                elif len(self._waiting) < BATCH:
                    # What came in meanwhile waits for its second: else each request of a busy service would be sent alone.
                    break

    def _send(self, timeout):
        """Sends one batch; False where it should be tried again later, and then it waits in its place."""
        with self._sending:
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            if not batch:
                return True
            body = f'{self._before}{",".join(batch)}]}}]}}]}}'.encode()
            request = urllib.request.Request(self._url, body, {"Content-Type": "application/json"})
            try:
                with urllib.request.urlopen(request, timeout=timeout):
                    self._warned = False
                return True
            except urllib.error.HTTPError as error:
                self._warn(error)
                # Anything else is refused for good.
                again = error.code in (429, 502, 503, 504)
            except OSError as error:
                self._warn(error)
                again = True
            if again:
                self._waiting.extendleft(reversed(batch[:MAXIMUM_WAITING - len(self._waiting)]))
            return not again

    def _warn(self, error):
        if not self._warned:
            self._warned = True
            _logger.warning("Spans cannot be sent to %s: %s", self._url, error)


@functools.lru_cache(maxsize=1024)
def head(name, kind):
    """Both are a few words, bounded as the routes are."""
    return f'"name":{_quoted(name)},"kind":{KINDS[kind]},'


def failure(message):
    return f',"status":{{"code":{ERROR},"message":{_quoted(message)}}}'


def attributes(given, added):
    """What was given when the span began are a few combinations of words; what was added later is of this span alone."""
    if added.keys().isdisjoint(given):
        return ",".join(filter(None, (_known(tuple(given.items())), _pairs(added.items()))))
    return _pairs({**given, **added}.items())


def _pairs(attributes):
    return ",".join([f"{_key(key)}{_value(value)}}}" for key, value in attributes if value is not None])


_known = functools.lru_cache(maxsize=1024)(_pairs)


@functools.cache
def _key(key):
    """The keys are ours, and few."""
    return f'{{"key":{_quoted(key)},"value":'


def _value(value):
    if isinstance(value, str):
        return f'{{"stringValue":{_quoted(value)}}}'
    if isinstance(value, bool):
        return f'{{"boolValue":{"true" if value else "false"}}}'
    if isinstance(value, int):
        return f'{{"intValue":"{value}"}}'
    if isinstance(value, float):
        return f'{{"doubleValue":{json.dumps(value)}}}'
    if isinstance(value, (list, tuple)):
        return f'{{"arrayValue":{{"values":[{",".join(map(_value, value))}]}}}}'
    return _value(str(value))
