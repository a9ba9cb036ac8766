"""Serves /metrics on a port of its own, in a thread.

Not on the API's port: that one is published, has no authentication for an added route, writes a row to request_logs
per request, and stands still while a handler blocks the event loop.
"""

import logging
import os
import pathlib
import re
import threading
import time

from . import metrics

# A port that is taken now is often free soon: `uvicorn --reload` starts a process before the old one is gone, and of
# several workers the one that served the metrics may end.
RETRY_SECONDS = 5

_logger = logging.getLogger(__name__)
_serving = set()
_retrying = set()


def start(port):
    """True where the metrics are served on the port from now on; else one warning, and it goes on trying."""
    if metrics.prometheus_client is None:
        return False
    if port in _serving or port in _retrying:
        return port in _serving
    try:
        _serve(int(port))
    except (OverflowError, ValueError) as error:
        _logger.warning("Metrics are not served on port %s: %s", port, error)
        return False
    except OSError as error:
        if not metrics.MULTIPROCESS:
            # Of several workers only one can have it, so there it is no news.
            _logger.warning("Metrics are not served on port %s: %s", port, error)
        _retrying.add(port)
        threading.Thread(target=_retry, args=(int(port),), name="metrics-port", daemon=True).start()
        return False
    return True


def _retry(port):
    while True:
        time.sleep(RETRY_SECONDS)
        try:
            _serve(port)
        except OSError:
            continue
        _logger.info("Metrics are now served on port %s", port)
        return


def _serve(port):
    registry = metrics.prometheus_client.REGISTRY
    if metrics.MULTIPROCESS:
        registry = metrics.prometheus_client.CollectorRegistry()
        registry.register(_AllProcesses())
    metrics.prometheus_client.start_http_server(port, registry=registry)
    _serving.add(port)


class _AllProcesses:
    """The sum over the processes, without the gauges of those that are gone, however they went."""

    def __init__(self):
        from prometheus_client import multiprocess

        self._multiprocess = multiprocess
        self._collector = multiprocess.MultiProcessCollector(None)

    def collect(self):
        for file in pathlib.Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).glob("gauge_live*_*.db"):
            process = int(re.search(r"_(\d+)\.db$", file.name)[1])
            if not pathlib.Path(f"/proc/{process}").exists():
                self._multiprocess.mark_process_dead(process)
        return self._collector.collect()
