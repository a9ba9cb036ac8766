"""What OpenMemory's database holds, as gauges. No exporter reads SQLite, and these queries run on PostgreSQL as well."""

import logging
import threading
import time

from . import metrics, status

# Counting scans the tables; what is counted changes slowly.
CACHE_SECONDS = 60

# name: (help, label, query). Labels are columns with few values: a state, a kind of access. Never an app's or a category's name.
QUERIES = {
    "openmemory_memories": ("Memories by state.", "state", "SELECT state, count(*) FROM memories GROUP BY state"),
    "openmemory_accesses": (
        "Accesses in the log, by type.", "access_type", "SELECT access_type, count(*) FROM memory_access_logs GROUP BY access_type"),
    "openmemory_apps": ("Apps by state.", "state", "SELECT CASE WHEN is_active THEN 'active' ELSE 'paused' END, count(*) FROM apps GROUP BY is_active"),
    "openmemory_users": ("Users.", None, "SELECT NULL, count(*) FROM users"),
    "openmemory_categories": ("Categories that the LLM has made up so far.", None, "SELECT NULL, count(*) FROM categories"),
}
VALUES = frozenset(("active", "paused", "archived", "deleted", "add", "search", "list", "delete", "delete_all"))

_logger = logging.getLogger(__name__)


class Inventory:
    """Collector; asks at most once per CACHE_SECONDS, and leaves out what a database does not have."""

    def __init__(self, make_session, clock=time.monotonic):
        self._make_session = make_session
        self._clock = clock
        self._lock = threading.Lock()
        self._families = ()
        self._read_at = None
        self._warned = set()

    def describe(self):
        # Else registering would collect, and a database that is not there yet would delay the start.
        return []

    def collect(self):
        with self._lock:
            if self._read_at is None or self._clock() - self._read_at >= CACHE_SECONDS:
                self._families = [family for name in QUERIES if (family := self._read(name)) is not None]
                self._read_at = self._clock()
        return self._families

    def _read(self, name):
        from sqlalchemy import text
        from sqlalchemy.exc import SQLAlchemyError

        description, label, query = QUERIES[name]
        try:
            with self._make_session() as session:
                rows = session.execute(text(query)).all()
        except SQLAlchemyError as error:
            if name not in self._warned:
                self._warned.add(name)
                _logger.warning("%s is not exported: %s", name, type(error).__name__)
            return None
        family = metrics.prometheus_client.core.GaugeMetricFamily(name, description, labels=(label,) if label else ())
        for value, count in rows:
            family.add_metric((metrics.bounded(str(value).rpartition(".")[2], VALUES),) if label else (), count)
        return family


def watch(make_session):
    """`make_session` is SQLAlchemy's sessionmaker of the application."""
    if metrics.prometheus_client:
        metrics.register(Inventory(make_session))
        status.live("inventory")
