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
