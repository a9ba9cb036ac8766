"""A client span per query, for psycopg. Without the query's text: a literal in it may be what a user wrote."""

from . import tracing

_OPERATIONS = frozenset(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "TRUNCATE", "CREATE", "COPY"))


def trace_pool(pool):
    """Traces every query of a psycopg_pool that has not been opened yet. Only within a trace: a pool's own checks are noise."""
    try:
        import psycopg
    except ImportError:
        return
    attributes = {"db.system.name": "postgresql", "db.namespace": pool.kwargs.get("dbname"), "server.address": pool.kwargs.get("host")}

    class TracedCursor(psycopg.Cursor):
        def execute(self, query, *args, **kwargs):
            with _span(query, self, attributes):
                return super().execute(query, *args, **kwargs)

        def executemany(self, query, *args, **kwargs):
            with _span(query, self, attributes):
                return super().executemany(query, *args, **kwargs)

    pool.kwargs["cursor_factory"] = TracedCursor


class _Nothing:
    def __enter__(self):
        pass

    def __exit__(self, *_):
        pass


def _span(query, cursor, attributes):
    text = query if isinstance(query, str) else query.as_string(cursor) if hasattr(query, "as_string") else ""
    words = text.split(None, 1)
    if not words or tracing.current() is None:
        return _Nothing()
    operation = words[0].upper() if words[0].upper() in _OPERATIONS else "OTHER"
    name = f"{operation} {attributes['db.namespace']}"
    return tracing.span(name, tracing.CLIENT, {**attributes, "db.operation.name": operation})
