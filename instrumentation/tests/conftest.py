"""Paths, and applications without a database behind them."""

import logging
import os
import pathlib
import sys
import tempfile

import psycopg
import pytest

ROOT = pathlib.Path(__file__).parents[2]
# `demo/openmemory` for the package that OpenMemory calls `app`.
sys.path[:0] = [str(ROOT / "instrumentation"), str(ROOT / "demo"), str(ROOT / "demo" / "openmemory"), str(pathlib.Path(__file__).parent)]

from otlp_endpoint import Endpoint  # noqa: E402 needs the paths
from shared import builtin, otlp, tracing  # noqa: E402

_password = tempfile.NamedTemporaryFile("w", suffix=".password")
os.environ["POSTGRES_PASSWORD_FILE"] = _password.name
os.environ["DEMO_LLM_SECONDS"] = "0"
os.environ["DEMO_FAILURE_RATE"] = "0"


@pytest.fixture
def apps(_built):
    """Both demo applications by service; every query fails at once, unlogged: 20,000 tracebacks would be most of the run."""
    logging.disable()
    yield _built
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="session")
def _built():
    from shared.middleware import MetricsMiddleware
    from workload.app_database import AppDatabase
    from workload.database import Database
    from workload.openmemory.main import app as openmemory
    from workload.server.main import app as mem0

    def refuse(self, *_):
        raise psycopg.OperationalError("no database in this test")

    Database.cursor = AppDatabase.query = refuse
    mem0.add_middleware(MetricsMiddleware, service="mem0")
    openmemory.add_middleware(MetricsMiddleware, service="openmemory")
    return {"mem0": mem0, "openmemory": openmemory}


@pytest.fixture(scope="module", params=["configured", "built-in"])
def _endpoint(request):
    before = tracing._tracer
    with Endpoint(flush=lambda: tracing.flush()) as endpoint:
        if request.param == "configured":
            os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint.url
            tracing.configure("test")
        else:
            tracing._tracer = builtin.Tracer(otlp.Exporter("test", f"{endpoint.url}/v1/traces"))
        yield endpoint
    tracing._tracer = before


@pytest.fixture
def endpoint(_endpoint):
    """An endpoint that `tracing` sends to; once by `configure`, once by the built-in tracer whatever is installed."""
    yield _endpoint
    # What a test did not wait for must not reach the next one.
    tracing.flush()
    _endpoint.spans.clear()
