"""A client span per query, for psycopg 3 and SQLAlchemy. Without the query's text: a literal in it may be what a user wrote."""

import contextlib

from . import tracing

_OPERATIONS = frozenset(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "TRUNCATE", "CREATE", "COPY"))
_SYSTEMS = {"postgresql": "postgresql", "sqlite": "sqlite", "mysql": "mysql"}


def trace_pool(pool, database=None):
    """Traces every query of a psycopg_pool, open or not; anything else is left alone. Only within a trace: a pool's own checks are noise."""
    try:
        import psycopg
    except ImportError:
        return
    if not hasattr(pool, "get_stats") or getattr(pool.getconn, "mem0_watched", False):
        return

    class TracedCursor(psycopg.Cursor):
        def execute(self, query, *args, **kwargs):
            with _span(query, self, _of(self.connection, database)):
                return super().execute(query, *args, **kwargs)

        def executemany(self, query, *args, **kwargs):
            with _span(query, self, _of(self.connection, database)):
                return super().executemany(query, *args, **kwargs)

    getconn = pool.getconn

    def traced(*args, **kwargs):
        connection = getconn(*args, **kwargs)
        # A connection of a server-side or row-specific cursor class keeps it.
        if connection.cursor_factory is psycopg.Cursor:
            connection.cursor_factory = TracedCursor
        return connection

    traced.mem0_watched = True
    pool.getconn = traced


def trace_engine(engine):
    """Traces every statement of a SQLAlchemy engine; for an engine of another kind it is a pool that is traced."""
    if not hasattr(engine, "dialect"):
        trace_pool(engine.pool)
        return
    from sqlalchemy import event

    system = _SYSTEMS.get(engine.dialect.name, "other_sql")
    namespace = engine.url.database if system == "postgresql" else None
    attributes = {"db.system.name": system, "db.namespace": namespace, "server.address": engine.url.host}

    @event.listens_for(engine, "before_cursor_execute")
    def begin(connection, cursor, statement, parameters, context, many):
        if context is not None:
            context.mem0_span = _span(statement, None, attributes)
            context.mem0_span.__enter__()

    @event.listens_for(engine, "after_cursor_execute")
    def end(connection, cursor, statement, parameters, context, many):
        _leave(context, None)

    @event.listens_for(engine, "handle_error")
    def fail(failure):
        _leave(failure.execution_context, failure.original_exception)


def _leave(context, error):
    span = getattr(context, "mem0_span", None)
    if span is not None:
        context.mem0_span = None
        span.__exit__(type(error) if error else None, error, None)


def _of(connection, database):
    information = connection.info
    return {"db.system.name": "postgresql", "db.namespace": database or information.dbname, "server.address": information.host or None}


def _span(query, cursor, attributes):
    if tracing.current() is None:
        return contextlib.nullcontext()
    text = query if isinstance(query, str) else query.as_string(cursor) if hasattr(query, "as_string") else ""
    words = text.split(None, 1)
    if not words:
        return contextlib.nullcontext()
    operation = words[0].upper() if words[0].upper() in _OPERATIONS else "OTHER"
    name = f"{operation} {attributes['db.namespace'] or attributes['db.system.name']}"
    return tracing.span(name, tracing.CLIENT, {**attributes, "db.operation.name": operation})
