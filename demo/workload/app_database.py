"""The applications' own PostgreSQL through SQLAlchemy, as in mem0 and OpenMemory."""

import atexit
import threading

import psycopg
import sqlalchemy
from sqlalchemy.orm import sessionmaker

from . import faults, settings


class AppDatabase:
    """One database, whose tables are made at first use. Its failures are psycopg's."""

    def __init__(self, name, schema):
        self._schema = schema
        self._has_schema = False
        self._lock = threading.Lock()
        address = sqlalchemy.URL.create(
            "postgresql+psycopg", username="postgres", password=settings.postgres_password(), host=settings.POSTGRES_HOST, database=name)
        # mem0 waits 30 s for a connection; the demo should show a missing database sooner.
        self.engine = sqlalchemy.create_engine(
            address, pool_pre_ping=True, pool_timeout=5, connect_args={"connect_timeout": 5, "application_name": "mem0-demo"})
        self.make_session = sessionmaker(bind=self.engine)
        atexit.register(self.engine.dispose)

    def query(self, sql, parameters=()):
        """All rows, as dictionaries; a transaction of its own."""
        try:
            self._ensure_schema()
            with self.engine.begin() as connection:
                faults.delay_query(connection.exec_driver_sql)
                result = connection.exec_driver_sql(sql, tuple(parameters))
                return [dict(row) for row in result.mappings()] if result.returns_rows else []
        except sqlalchemy.exc.TimeoutError as error:
            raise psycopg.OperationalError(str(error)) from error
        except sqlalchemy.exc.DBAPIError as error:
            if isinstance(error.orig, psycopg.errors.UndefinedTable):
                # PostgreSQL was replaced by an empty one.
                self._has_schema = False
            raise error.orig from None

    def _ensure_schema(self):
        if self._has_schema:
            return
        with self._lock:
            if not self._has_schema:
                with self.engine.begin() as connection:
                    connection.exec_driver_sql(self._schema)
                self._has_schema = True
