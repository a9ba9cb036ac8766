"""The vectors' PostgreSQL through a pool of mem0's size."""

import atexit
import contextlib
import threading

import psycopg
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from . import faults, settings


class Database:
    """One database, whose tables are made at first use, as mem0 does it."""

    def __init__(self, name, schema):
        self._schema = schema
        self._has_schema = False
        self._lock = threading.Lock()
        self.pool = ConnectionPool(
            min_size=1, max_size=5,
            # mem0 waits 30 s; the demo should show a missing database sooner.
            timeout=5,
            # A connection from before a restart of PostgreSQL is replaced, not handed out.
            check=ConnectionPool.check_connection,
            open=False,
            kwargs={
                "host": settings.POSTGRES_HOST, "dbname": name, "user": "postgres", "password": settings.postgres_password(),
                "connect_timeout": 5, "application_name": "mem0-demo", "row_factory": dict_row,
            })
        # Left to the interpreter's end, every pool waits 5 s for threads that no longer run.
        atexit.register(self.pool.close)

    @contextlib.contextmanager
    def cursor(self):
        """A cursor in a transaction of its own."""
        self.pool.open()
        with self.pool.connection() as connection, connection.cursor() as cursor:
            self._ensure_schema(cursor)
            faults.delay_query(cursor.execute)
            try:
                yield cursor
            except psycopg.errors.UndefinedTable:
                # PostgreSQL was replaced by an empty one.
                self._has_schema = False
                raise

    def query(self, sql, parameters=()):
        """All rows, as dictionaries."""
        with self.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall() if cursor.description else []

    def _ensure_schema(self, cursor):
        if self._has_schema:
            return
        with self._lock:
            if not self._has_schema:
                cursor.execute(self._schema)
                # Other connections must see the tables before they skip this.
                cursor.connection.commit()
                self._has_schema = True
