"""Whatever clients send, the number of series stays the same."""

import asyncio
import random
import re
import uuid

from routes import ROUTES
from support import request, series
from shared import activity, metrics

REQUESTS = 20_000


def _random_call(chance):
    service = chance.choice(list(ROUTES))
    method, template = chance.choice(ROUTES[service])
    junk = uuid.UUID(int=chance.getrandbits(128))
    path = re.sub(r"{\w+}", lambda _: chance.choice((str(junk), f"user-{junk.hex}", "a%20b", "-1")), template)
    kind = chance.random()
    if kind < 0.2:
        path = f"/{junk.hex}/{chance.randrange(10**9)}.php"
    if kind > 0.95:
        method = chance.choice(("GET", "POST", "DELETE", "TRACE", f"X{junk.hex[:6].upper()}"))
    body = chance.choice(({}, {"user_id": str(junk), "query": str(junk), "messages": [{"content": str(junk)}], "text": str(junk)}))
    return service, method, f"{path}?user_id={junk}", body


def test_random_ids_users_and_junk_leave_the_series_alone(apps):
    chance = random.Random(20)

    async def send(count):
        for _ in range(count):
            service, method, path, body = _random_call(chance)
            await request(apps[service], method, path, body)
            activity.seen(path)

    async def run():
        # Enough to have met every combination of route, method and status.
        await send(6_000)
        before = series()
        await send(REQUESTS)
        return before, series()

    before, after = asyncio.run(run())
    assert after - before == set()
    assert len(after) == len(before)


def test_a_word_outside_its_list_becomes_other():
    assert metrics.bounded("ADD", metrics.EVENTS) == "ADD"
    assert metrics.bounded("DROP TABLE", metrics.EVENTS) == "other"
