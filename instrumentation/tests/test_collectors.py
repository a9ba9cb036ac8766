"""What is read at scrape time: pools, active users, the event loop."""

import asyncio
import gc
import time
import types

import pytest
import sqlalchemy
from psycopg_pool import ConnectionPool
from sqlalchemy.orm import sessionmaker
from shared import activity, inventory, metrics, pools, queries, runtime
from support import value


def test_a_sqlalchemy_pool_is_read():
    engine = sqlalchemy.create_engine("sqlite://", poolclass=sqlalchemy.QueuePool, pool_size=5, max_overflow=10)
    with engine.connect():
        assert pools.read(engine.pool) == {"connections": 1, "in_use": 1, "maximum": 15}
    assert pools.read(engine.pool)["in_use"] == 0


def test_a_psycopg_pool_is_read_before_it_has_any_counter():
    pool = ConnectionPool("host=127.0.0.1", min_size=1, max_size=5, open=False)
    read = pools.read(pool)
    assert read["maximum"] == 5
    assert read["waiting"] == read["errors"] == read["requests"] == 0


def test_a_dropped_pool_is_neither_kept_nor_reported():
    engine = sqlalchemy.create_engine("sqlite://", poolclass=sqlalchemy.QueuePool)
    pools.watch("test", engine.pool)
    assert value("mem0_db_pool_maximum", pool="test") == 15
    del engine
    gc.collect()
    assert value("mem0_db_pool_maximum", pool="test") == 0


def test_users_leave_the_windows_one_after_the_other():
    now = [0.0]
    users = activity.ActiveUsers(clock=lambda: now[0])
    users.seen("alice")
    now[0] = 200
    users.seen("bob"), users.seen("bob"), users.seen(None)
    assert users.counts() == {"5m": 2, "1h": 2, "24h": 2}
    now[0] = 400
    assert users.counts() == {"5m": 1, "1h": 2, "24h": 2}
    now[0] = 90_000
    assert users.counts() == {"5m": 0, "1h": 0, "24h": 0}
    assert len(users._last_seen) == 0


def test_no_name_of_a_user_is_kept():
    users = activity.ActiveUsers()
    users.seen("alice@example.org")
    assert b"alice" not in b"".join(users._last_seen)


def test_the_number_of_remembered_users_is_limited(monkeypatch):
    monkeypatch.setattr(activity, "MAXIMUM_USERS", 10)
    users = activity.ActiveUsers()
    for number in range(100):
        users.seen(f"user-{number}")
    assert users.counts()["24h"] == 10


def test_a_blocked_event_loop_shows_as_lag(monkeypatch):
    monkeypatch.setattr(runtime, "INTERVAL_SECONDS", 0.01)
    samples = []
    monkeypatch.setattr(metrics.EVENT_LOOP_LAG, "observe", samples.append)

    async def run():
        runtime.start()
        await asyncio.sleep(0.03)
        time.sleep(0.2)
        await asyncio.sleep(0.03)

    asyncio.run(run())
    assert max(samples) > 0.15
    assert value("mem0_threadpool_tokens", state="total") == 40


def test_a_psycopg2_pool_is_read_and_one_that_counts_nothing_is_not():
    class SimpleConnectionPool:
        maxconn, _used, _pool = 5, {1: "a"}, ["b", "c"]

    assert pools.read(SimpleConnectionPool()) == {"connections": 3, "in_use": 1, "maximum": 5}
    assert pools.read(sqlalchemy.create_engine("sqlite://", poolclass=sqlalchemy.NullPool)) == {}


def test_the_inventory_of_openmemory_is_cached_and_tolerates_missing_tables(caplog):
    engine = sqlalchemy.create_engine("sqlite://", poolclass=sqlalchemy.StaticPool)
    now = [0.0]
    held = inventory.Inventory(sessionmaker(bind=engine), clock=lambda: now[0])
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE memories (state TEXT)")
        connection.exec_driver_sql("INSERT INTO memories VALUES ('active'), ('active'), ('deleted'), ('a state of tomorrow')")

    def memories():
        return {sample.labels["state"]: sample.value for family in held.collect() if family.name == "openmemory_memories" for sample in family.samples}

    assert memories() == {"active": 2, "deleted": 1, "other": 1}
    assert len(caplog.records) == 4
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM memories WHERE state = 'deleted'")
    assert memories()["deleted"] == 1
    now[0] = 61
    assert "deleted" not in memories()
    assert len(caplog.records) == 4


def test_statements_of_an_engine_are_spans_and_a_failure_ends_its_span():
    from shared import tracing

    engine = sqlalchemy.create_engine("sqlite://", poolclass=sqlalchemy.StaticPool)
    queries.trace_engine(engine)
    with tracing.span("request"):
        around = tracing.current()
        with engine.begin() as connection:
            connection.exec_driver_sql("SELECT 1")
            assert tracing.current() == around
        with pytest.raises(sqlalchemy.exc.OperationalError), engine.begin() as connection:
            connection.exec_driver_sql("SELECT * FROM missing")
        assert tracing.current() == around


def test_a_pool_hands_out_connections_that_trace(monkeypatch):
    import psycopg

    connection = types.SimpleNamespace(cursor_factory=psycopg.Cursor)
    pool = ConnectionPool("host=127.0.0.1", open=False)
    monkeypatch.setattr(pool, "getconn", lambda *_, **__: connection)
    queries.trace_pool(pool)
    once = pool.getconn
    queries.trace_pool(pool)
    assert pool.getconn is once
    assert issubclass(pool.getconn().cursor_factory, psycopg.Cursor)
    assert pool.getconn().cursor_factory is not psycopg.Cursor
