"""What is missing, taken or unknown costs one warning, never the service."""

import asyncio
import logging
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time
import types
import urllib.request

import pytest
from mem0.memory import main as memory_module
from mem0.utils import factory
from shared import mem0_hooks, server, status
from support import value

ROOT = pathlib.Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _no_memory_of_hooks(monkeypatch):
    monkeypatch.setattr(status, "_hooks", {})


def test_a_version_without_a_factory_is_one_warning_and_a_zero(monkeypatch, caplog):
    monkeypatch.delattr(factory, "LlmFactory")
    mem0_hooks.install()
    mem0_hooks.install()
    assert [record.getMessage() for record in caplog.records] == ["Not instrumented: llm (mem0ai unknown has no LlmFactory.create)"]
    assert value("mem0_instrumentation_hook_active", hook="llm") == 0
    assert value("mem0_instrumentation_hook_active", hook="embedder") == 1
    assert status.hooks()["llm"] is False


def test_no_mem0_at_all_is_a_warning_for_each_hook(monkeypatch, caplog):
    for name in ("mem0.utils.factory", "mem0.memory.storage", "mem0.memory.main"):
        monkeypatch.setitem(sys.modules, name, None)
    mem0_hooks.install()
    assert set(status.hooks()) == {"llm", "embedder", "vector_store", "reranker", "history", "memory"}
    assert not any(status.hooks().values())
    assert len(caplog.records) == 6


def test_a_pool_that_tells_nothing_is_one_warning(caplog):
    store = types.SimpleNamespace(connection_pool=object())
    config = {"collection_name": "memories", "dbname": "postgres"}
    mem0_hooks._observe_store(store, "pgvector", config)
    mem0_hooks._observe_store(store, "pgvector", config)
    assert [record.getMessage() for record in caplog.records] == ["Not instrumented: pool_memories (a object tells nothing about itself)"]


def test_spans_of_mem0s_own_make_ours_stand_aside(monkeypatch):
    from shared import watch

    monkeypatch.setattr(watch, "own_spans", True)
    monkeypatch.setattr(mem0_hooks, "_has", lambda name: name == "mem0.memory.otel")
    mem0_hooks.install()
    assert watch.own_spans is False
    assert watch.watch(span=("Memory.add", "internal", {}))._traced is None


def test_threads_of_mem0_work_in_the_callers_context(monkeypatch):
    import concurrent.futures
    import contextvars

    monkeypatch.setattr(memory_module, "concurrent", concurrent, raising=False)
    mem0_hooks.install()
    variable = contextvars.ContextVar("variable", default="lost")
    variable.set("carried")
    with memory_module.concurrent.futures.ThreadPoolExecutor(2) as pool:
        done = [pool.submit(variable.get) for _ in range(3)]
        assert {each.result() for each in memory_module.concurrent.futures.as_completed(done)} == {"carried"}
    assert concurrent.futures.ThreadPoolExecutor.submit is not memory_module.concurrent.futures.ThreadPoolExecutor.submit


def test_a_port_that_becomes_free_is_used(monkeypatch, caplog):
    monkeypatch.setattr(server, "RETRY_SECONDS", 0.05)
    with caplog.at_level(logging.INFO):
        with socket.create_server(("0.0.0.0", 0)) as taken:
            port = taken.getsockname()[1]
            assert server.start(port) is False
            assert server.start(port) is False
        assert "mem0_memory_events_total" in _scrape(port)
        deadline = time.monotonic() + 10
        while len(caplog.records) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


def test_several_workers_are_summed_behind_one_port(tmp_path):
    script = (
        "import asyncio, sys, time\nfrom shared import metrics, server\n"
        "metrics.MEMORY_EVENTS.labels('ADD').inc(); metrics.HTTP_IN_FLIGHT.labels('mem0', 'GET').inc()\n"
        "server.RETRY_SECONDS = 0.05\nserver.start(int(sys.argv[1]))\nprint('up', flush=True)\ntime.sleep(60)\n")
    port = _free_port()
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "PYTHONPATH": str(ROOT / "instrumentation")}
    workers = [
        subprocess.Popen([sys.executable, "-c", script, str(port)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        for worker in workers:
            assert worker.stdout.readline() == "up\n"
        text = _scrape(port)
        assert 'mem0_memory_events_total{event="ADD"} 2.0' in text
        assert 'http_server_requests_in_flight{method="GET",service="mem0"} 2.0' in text
        # Killed, so that it cannot clean up: its gauges go, its counters stay. The other takes the port over.
        workers[0].kill()
        workers[0].wait()
        text = _scrape(port, until='http_server_requests_in_flight{method="GET",service="mem0"} 1.0')
        assert 'mem0_memory_events_total{event="ADD"} 2.0' in text
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    assert "WARNING" not in "".join(worker.stderr.read() for worker in workers)


def test_a_reload_serves_metrics_again(tmp_path):
    """With uvicorn itself, as mem0 runs it; the demo's server without its database."""
    for folder in (ROOT / "demo" / "server", ROOT / "instrumentation" / "mem0" / "server"):
        for file in folder.glob("*.py"):
            (tmp_path / file.name).write_text(file.read_text())
    password = tmp_path / "password"
    password.write_text("x")
    metrics_port, port = _free_port(), _free_port()
    environment = {
        **os.environ, "PYTHONPATH": f"{ROOT / 'demo'}:{ROOT / 'instrumentation'}", "MEM0_METRICS_PORT": str(metrics_port), "OTEL_SDK_DISABLED": "true",
        "POSTGRES_PASSWORD_FILE": str(password), "POSTGRES_HOST": "127.0.0.1", "PYTHONDONTWRITEBYTECODE": "1"}
    with open(tmp_path / "log", "w") as log:
        uvicorn = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "mem0_server_entry:app", "--port", str(port), "--reload", "--reload-delay", "0.05"],
            cwd=tmp_path, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        before = _scrape(metrics_port, until='mem0_instrumentation_hook_active{hook="app"} 1.0')
        started = _started(before)
        assert urllib.request.urlopen(f"http://127.0.0.1:{port}/docs?user_id=alice").status == 200
        with open(tmp_path / "errors.py", "a") as source:
            source.write("# changed\n")
        deadline = time.monotonic() + 30
        while _started(_scrape(metrics_port)) == started and time.monotonic() < deadline:
            time.sleep(0.1)
        assert _started(_scrape(metrics_port)) != started, (tmp_path / "log").read_text()
    finally:
        os.killpg(uvicorn.pid, signal.SIGTERM)
        uvicorn.wait(20)
    text = (tmp_path / "log").read_text()
    assert "Traceback" not in text
    assert "GET docs 200" in text
    assert "user_id" not in text


def test_a_tool_called_in_an_event_stream_is_a_trace_of_its_own():
    from shared import ids, server_spans

    answer = types.SimpleNamespace(streams=False, ids=ids.Ids("a" * 32, "b" * 16))
    token = server_spans._answer.set(answer)
    try:
        assert server_spans.stream() is None
        answer.streams = True
        assert server_spans.stream() == answer.ids
    finally:
        server_spans._answer.reset(token)


def test_an_asynchronous_operation_is_watched_to_its_end():
    from shared import hooks

    class AsyncMemory:
        async def search(self, query, **_):
            await asyncio.sleep(0)
            raise TimeoutError

    hooks.observe_memory(AsyncMemory)
    before = value("mem0_operation_duration_seconds_count", operation="search", outcome="error")
    with pytest.raises(TimeoutError):
        asyncio.run(AsyncMemory().search("tea"))
    assert value("mem0_operation_duration_seconds_count", operation="search", outcome="error") == before + 1


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def _scrape(port, until="", seconds=30):
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
                text = answer.read().decode()
            if until in text:
                return text
        except OSError:
            pass
        assert time.monotonic() < deadline, f"{until} is not on port {port}"
        time.sleep(0.05)


def _started(text):
    return next(line for line in text.splitlines() if line.startswith("process_start_time_seconds"))
