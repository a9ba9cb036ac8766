"""Monitoring of OpenMemory (up to v2.0.14), from beside its code.

openmemory_entry calls it. In a main.py of one's own, one line at its end does as well:
`from app.monitoring import instrument; instrument(app)`.
"""

import importlib

from shared import hooks, inventory, metrics, monitoring, status
from shared.watch import watch, wrap

SERVICE = "openmemory"


def instrument(app):
    """Everything; before the app serves. A second call changes nothing.

    OpenMemory builds its Memory at the first request, so the hooks into the library need not come before `main`.
    """
    if getattr(app.state, "mem0_monitoring", False):
        return
    app.state.mem0_monitoring = True
    monitoring.install()
    monitoring.start(app, SERVICE)
    # Where a request came before this.
    client = getattr(importlib.import_module("app.utils.memory"), "_memory_client", None)
    if client is not None:
        monitoring.observe_existing(client)
    _observe_tools()
    _observe_categorisation()
    database = importlib.import_module("app.database")
    monitoring.watch_engine("app", database.engine)
    inventory.watch(database.SessionLocal)


def _observe_tools():
    """On the class, as the server's manager is private; the MCP SDK 2.x has neither, and OpenMemory does not run with it."""
    try:
        manager = importlib.import_module("mcp.server.fastmcp.tools.tool_manager").ToolManager
    except (ImportError, AttributeError) as error:
        status.missing("mcp_tools", str(error))
        return
    hooks.observe_tools(manager)
    status.live("mcp_tools")


def _observe_categorisation():
    """The LLM call that OpenMemory makes, unseen and in a transaction, for every row it writes; it swallows the failure."""
    models = importlib.import_module("app.models")
    span = "categorise", "client", {"gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-4o-mini"}
    if wrap(models, "get_categories_for_memory", lambda *_, **__: watch(metrics.CATEGORISATION_DURATION, (), span)):
        status.live("categorisation")
    else:
        status.missing("categorisation", "app.models has no get_categories_for_memory")
