"""Starts a service of a mem0 checkout by its entry module, sends requests into it, and prints what the instrumentation saw.

Arguments: checkout, service (mem0 or openmemory), port for the metrics.
"""

import asyncio
import json
import os
import pathlib
import random
import re
import shutil
import sys
import tempfile
import urllib.request

CHECKOUT, SERVICE, PORT = (pathlib.Path(sys.argv[1]), *sys.argv[2:]) if __name__ == "__main__" else (None, None, None)
TESTS = pathlib.Path(__file__).parents[1]
ADDED = {"mem0": TESTS.parent / "mem0" / "server", "openmemory": TESTS.parent / "openmemory" / "api"}


def service_of(checkout, service):
    """The folder of the service's main.py; the demo has the same shape."""
    found = [checkout / name for name in (("server",) if service == "mem0" else ("openmemory/api", "openmemory")) if (checkout / name / "main.py").exists()]
    return found[0] if found else None


def lay_out():
    """A copy of the service with the instrumentation beside it, as Install-Mem0Instrumentation leaves it, and mem0ai as if installed."""
    folder = pathlib.Path(tempfile.mkdtemp())
    shutil.copytree(service_of(CHECKOUT, SERVICE), folder / "service")
    shutil.copytree(TESTS.parent / "shared", folder / "service" / "shared")
    shutil.copytree(ADDED[SERVICE], folder / "service", dirs_exist_ok=True)
    if (CHECKOUT / "pyproject.toml").exists():
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


def requests(there):
    """One for each route that this version has, and for mem0 one memory that is found again."""
    from routes import ROUTES

    filled = [
        ("POST", "/memories", {"messages": [{"role": "user", "content": "I like green tea very much."}], "user_id": "alice"}),
        ("POST", "/search", {"query": "green tea", "user_id": "alice"}),
    ] if SERVICE == "mem0" else []
    return filled + [
        (method, re.sub(r"{\w+}", "some-id", template), {}) for method, template in ROUTES[SERVICE] if (method, template) in there and "/sse/" not in template]


async def call_tool():
    """Straight at the manager, without a user: the tool refuses, behind what would be HTTP 200."""
    try:
        from app.mcp_server import mcp
    except ImportError:
        from workload.openmemory.tools import manager

        return manager.call_tool("search_memory", {}, "alice", "claude")
    return await mcp._tool_manager.call_tool("search_memory", {"query": "green tea"})


def scrape():
    accept = {"Accept": "application/openmetrics-text; version=1.0.0"}
    with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{PORT}/metrics", headers=accept)) as answer:
        return answer.read().decode()


def main():
    lay_out()
    app = load()
    from shared import status, tracing
    from support import request

    # The demo's LLM finds nothing now and then.
    random.random = lambda: 0.5

    async def run():
        return [(method, path, await request(app, method, path, body)) for method, path, body in requests(status.routes_of(app))]

    seen = {"answers": asyncio.run(run()), "tool": asyncio.run(call_tool()) if SERVICE == "openmemory" else None}
    tracing.flush()
    seen |= {"routes": sorted(status.routes_of(app)), "hooks": status.hooks(), "metrics": scrape()}
    # After whatever OpenMemory prints.
    print("\n" + json.dumps(seen), flush=True)
    # Pools and pending request logs of mem0 would hold the process for half a minute.
    os._exit(0)


if __name__ == "__main__":
    main()
