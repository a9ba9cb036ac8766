"""What is read at scrape time: pools, active users, the event loop."""

import asyncio
import gc
import time

import sqlalchemy
from psycopg_pool import ConnectionPool
from shared import activity, metrics, pools, runtime
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
