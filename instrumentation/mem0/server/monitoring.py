"""Monitoring of mem0's server (1.x and 2.x), from beside its code.

mem0_server_entry does both steps. In a main.py of one's own, one line after the last router does as well:
`import monitoring; monitoring.instrument(app)`.
"""

import importlib
import logging

from shared import correlation, monitoring, status

SERVICE = "mem0"

_logger = logging.getLogger(__name__)


def install():
    """Hooks into the mem0 library; before `main` is imported, which builds the Memory."""
    monitoring.install()


def instrument(app):
    """Everything else; after `main` is imported and before the app serves. A second call changes nothing."""
    if getattr(app.state, "mem0_monitoring", False):
        return
    app.state.mem0_monitoring = True
    monitoring.install()
    monitoring.start(app, SERVICE)
    _observe_memory()
    # mem0ai 1.x has a server without accounts: no app database, no error codes, no request ids.
    if db := _module("db", "engine"):
        monitoring.watch_engine("app", db.engine)
    if errors := _module("errors", "UpstreamError"):
        monitoring.observe_upstream_errors(errors.UpstreamError)
        status.live("upstream_errors")
    if main := _module("main", "new_request_id"):
        correlation.adopt(main)


def _observe_memory():
    """The Memory that exists already where `install` came too late for it."""
    # Not through get_memory_instance(), which waits for a lock that a reconfiguration holds.
    memory = getattr(_module("server_state", "_memory_instance"), "_memory_instance", None) or getattr(_module("main", "MEMORY_INSTANCE"), "MEMORY_INSTANCE", None)
    if memory is not None:
        monitoring.observe_existing(memory)


def _module(name, member):
    """A module of the server that has this member, or None."""
    try:
        module = importlib.import_module(name)
    except ImportError:
        return None
    return module if hasattr(module, member) else None
