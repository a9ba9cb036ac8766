"""Connection pools as `mem0_db_pool_*{pool}`, read when Prometheus asks. Knows SQLAlchemy, psycopg_pool and psycopg2."""

import weakref

from . import metrics, status

# suffix: (kind, help). Durations are in seconds.
FAMILIES = {
    "connections": ("Gauge", "Open connections."),
    "in_use": ("Gauge", "Connections that are checked out."),
    "maximum": ("Gauge", "Connections that may be open."),
    "waiting": ("Gauge", "Requests waiting for a connection."),
    "requests": ("Counter", "Connections asked for."),
    "wait_seconds": ("Counter", "Time spent waiting for a connection, in seconds."),
    "errors": ("Counter", "Requests for a connection that failed or timed out."),
}


class PoolCollector:
    """Collector of every watched pool."""

    def __init__(self):
        # mem0's POST /configure drops its pool and makes another: the old one must not be kept alive, or reported.
        self._pools = {}

    def watch(self, name, pool):
        """Reports `pool` under a fixed `name` such as app, memories or entities; a later pool takes the name over.

        `pool` may also be a SQLAlchemy engine, which can replace its pool.
        """
        if not read(pool):
            status.missing(f"pool_{name}", f"a {type(_pool_of(pool)).__name__} tells nothing about itself")
            return
        self._pools[name] = weakref.ref(pool)
        status.live(f"pool_{name}")

    def collect(self):
        core = metrics.prometheus_client.core
        families = {
            suffix: getattr(core, f"{kind}MetricFamily")(f"mem0_db_pool_{suffix}", text, labels=("pool",))
            for suffix, (kind, text) in FAMILIES.items()
        }
        for name, reference in list(self._pools.items()):
            pool = reference()
            if pool is None:
                continue
            for suffix, value in read(pool).items():
                families[suffix].add_metric((name,), value)
        yield from families.values()


def read(pool):
    """Current values by suffix; only psycopg_pool keeps counters. Nothing for a pool that does not count (SQLAlchemy's NullPool)."""
    pool = _pool_of(pool)
    if hasattr(pool, "get_stats"):
        return _read_psycopg(pool.get_stats())
    if hasattr(pool, "checkedin"):
        # QueuePool keeps the permitted overflow in this attribute only.
        maximum = pool.size() + getattr(pool, "_max_overflow", 0)
        return {"connections": pool.checkedin() + pool.checkedout(), "in_use": pool.checkedout(), "maximum": maximum}
    if hasattr(pool, "maxconn"):
        # psycopg2 has them as private attributes: free ones in a list, used ones in a dictionary.
        used = len(getattr(pool, "_used", ()))
        return {"connections": used + len(getattr(pool, "_pool", ())), "in_use": used, "maximum": pool.maxconn}
    return {}


def _pool_of(pool):
    return getattr(pool, "pool", pool)


def _read_psycopg(stats):
    # psycopg_pool leaves a counter out until it is not zero.
    return {
        "connections": stats.get("pool_size", 0),
        "in_use": stats.get("pool_size", 0) - stats.get("pool_available", 0),
        "maximum": stats.get("pool_max", 0),
        "waiting": stats.get("requests_waiting", 0),
        "requests": stats.get("requests_num", 0),
        "wait_seconds": stats.get("requests_wait_ms", 0) / 1000,
        "errors": stats.get("requests_errors", 0),
    }


_collector = PoolCollector()
metrics.register(_collector)
watch = _collector.watch
