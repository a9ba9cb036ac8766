"""What is missing or taken costs one warning, never the service."""

import logging
import os
import pathlib
import socket
import subprocess
import sys

from shared import monitoring, server

SCRIPT = """
import asyncio, logging, sys
sys.modules["prometheus_client"] = None  # import fails
logging.basicConfig(format="%(levelname)s %(message)s")
from fastapi import FastAPI
from shared import hooks, inventory, monitoring

app = FastAPI()
app.add_api_route("/", lambda: {"served": True})
monitoring.install()
monitoring.start(app, service="test", port=0)

class Store:
    connection_pool = None
    def search(self): return []

store = Store()
hooks.observe_vector_store(store, "pgvector", "memories")
store.search()
inventory.watch(lambda: None)

async def run():
    sent = []
    async def receive(): return {"type": "http.request", "body": b"", "more_body": False}
    async def send(message): sent.append(message)
    scope = {"type": "http", "method": "GET", "path": "/", "raw_path": b"/", "query_string": b"", "root_path": "", "headers": [],
             "http_version": "1.1", "scheme": "http", "server": ("t", 80), "client": ("t", 1), "asgi": {"version": "3.0"}}
    await app(scope, receive, send)
    print(sent[0]["status"])

asyncio.run(run())
"""
ENVIRONMENT = {**os.environ, "OTEL_SDK_DISABLED": "true", "MEM0_LOG_FORMAT": "text"}
FOLDERS = str(pathlib.Path(monitoring.__file__).parents[1]), str(pathlib.Path(__file__).parents[2] / "demo")


def test_without_prometheus_client_everything_works_and_warns_once():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=30, env={**ENVIRONMENT, "PYTHONPATH": ":".join(FOLDERS)})
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "200"
    assert done.stderr.strip() == "WARNING prometheus_client is not installed: no metrics will be exported"


def test_a_taken_port_is_one_warning(caplog):
    with socket.create_server(("0.0.0.0", 0)) as taken, caplog.at_level(logging.WARNING):
        port = taken.getsockname()[1]
        assert server.start(port) is False
    assert [record.getMessage() for record in caplog.records] == [f"Metrics are not served on port {port}: [Errno 98] Address already in use"]


def test_a_port_that_is_none_is_one_warning(caplog):
    assert server.start("many") is False
    assert server.start(99999) is False
    assert len(caplog.records) == 2


def test_a_second_start_on_the_same_port_changes_nothing(caplog):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert server.start(port) is True
    assert server.start(port) is True
    assert caplog.records == []
