"""Starts a service of a mem0 checkout by its entry module, sends requests into it, and prints what the instrumentation saw.

Arguments: checkout, service (mem0 or openmemory), port for the metrics.
"""

import asyncio
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import urllib.request

CHECKOUT, SERVICE, PORT = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
TESTS = pathlib.Path(__file__).parents[1]
FOLDERS = {"mem0": ("server", TESTS.parent / "mem0" / "server"), "openmemory": ("openmemory/api", TESTS.parent / "openmemory" / "api")}


def lay_out():
    """A copy of the service with the instrumentation beside it, as Install-Mem0Instrumentation leaves it, and mem0ai as if installed."""
    folder = pathlib.Path(tempfile.mkdtemp())
    name, added = FOLDERS[SERVICE]
    shutil.copytree(CHECKOUT / name, folder / "service")
    shutil.copytree(TESTS.parent / "shared", folder / "service" / "shared")
    shutil.copytree(added, folder / "service", dirs_exist_ok=True)
    version = re.search(r'^version = "(.+)"', (CHECKOUT / "pyproject.toml").read_text(), re.MULTILINE)[1]
    information = folder / f"mem0ai-{version}.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: mem0ai\nVersion: {version}\n")
    os.environ.update({
        "AUTH_DISABLED": "true", "MEM0_TELEMETRY": "false", "MEM0_DIR": str(folder), "HISTORY_DB_PATH": str(folder / "history.db"), "HOME": str(folder),
        "OPENAI_API_KEY": "test", "POSTGRES_HOST": "127.0.0.1", "MEM0_METRICS_PORT": PORT, "USER": "alice", "API_KEY": "test",
    })
    sys.path[:0] = [str(folder / "service"), str(folder), str(CHECKOUT), str(TESTS), str(TESTS / "checkout")]
    os.chdir(folder / "service")


def load():
    import stubs

    stubs.install()
    import mem0.utils.factory as factory

    factory.VectorStoreFactory.provider_to_class.update({"pgvector": "store.Store", "qdrant": "store.Store"})
    if hasattr(factory, "GraphStoreFactory"):
        factory.GraphStoreFactory.provider_to_class.update({"neo4j": "store.Graph", "default": "store.Graph"})
    return __import__("mem0_server_entry" if SERVICE == "mem0" else "openmemory_entry").app


def requests():
    from routes import ROUTES
    from shared import status

    known = ROUTES[SERVICE]
    # What this version does not have has no template to test.
    there = status.routes_of(app)
    return [("POST", "/memories", {"messages": [{"role": "user", "content": "I like tea"}], "user_id": "alice"}),
            ("POST", "/search", {"query": "tea", "user_id": "alice", "filters": {"user_id": "alice"}})] * (SERVICE == "mem0") + [
        (method, re.sub(r"{\w+}", "some-id", template), {}) for method, template in known if (method, template) in there and "sse" not in template]


async def call_tool():
    from app import mcp_server

    return await mcp_server.mcp._tool_manager.call_tool("search_memory", {"query": "tea"})


lay_out()
app = load()
from support import request  # noqa: E402 needs the paths
from shared import status, tracing  # noqa: E402


async def run():
    return [(method, path, await request(app, method, path, body)) for method, path, body in requests()]


answers = asyncio.run(run())
tool = asyncio.run(call_tool()) if SERVICE == "openmemory" else None
tracing.flush()
accept = {"Accept": "application/openmetrics-text; version=1.0.0"}
with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{PORT}/metrics", headers=accept)) as answer:
    metrics = answer.read().decode()
json.dump({"answers": answers, "tool": tool, "routes": sorted(status.routes_of(app)), "hooks": status.hooks(), "metrics": metrics}, sys.stdout)
sys.stdout.flush()
# Pools and pending request logs of mem0 would hold the process for half a minute.
os._exit(0)
