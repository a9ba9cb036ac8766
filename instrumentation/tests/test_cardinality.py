"""Whatever clients send, the number of series stays the same."""

import asyncio
import itertools
import logging
import random
import re
import uuid

import pytest
from fastapi import FastAPI, Response
from routes import ROUTES
from support import request, series
from shared import activity, metrics
from shared.middleware import MetricsMiddleware
from shared.server_spans import TracingMiddleware

REQUESTS = 100_000


@pytest.fixture
def services():
    """The real routes, without what is behind them: a hundred thousand requests shall not take minutes. Half of the answers are failures."""
    logging.disable()
    yield {service: _service(service, routes) for service, routes in ROUTES.items()}
    logging.disable(logging.NOTSET)


def _service(service, routes):
    app = FastAPI(openapi_url=None)
    statuses = itertools.cycle((200, 404, 422, 500, 502, 200))
    for method, template in routes:
        @app.api_route(template, methods=[method])
        async def answer():
            return Response(status_code=next(statuses))

    app.add_middleware(TracingMiddleware)
    app.add_middleware(MetricsMiddleware, service=f"{service}-routes")
    return app


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


def _send(applications, chance, count):
    """Series before and after `count` requests, once every combination of route, method and status has been met."""
    async def send(number):
        for _ in range(number):
            service, method, path, body = _random_call(chance)
            await request(applications[service], method, path, body)
            activity.seen(path)

    async def run():
        await send(6_000)
        before = series()
        await send(count)
        return before, series()

    return asyncio.run(run())


def test_a_hundred_thousand_requests_with_random_ids_users_and_junk_leave_the_series_alone(services):
    before, after = _send(services, random.Random(20), REQUESTS)
    assert after - before == set()
    assert len(after) == len(before)


def test_what_is_behind_the_routes_makes_no_series_of_its_own(apps):
    before, after = _send(apps, random.Random(21), 3_000)
    assert after - before == set()


def test_a_word_outside_its_list_becomes_other():
    assert metrics.bounded("ADD", metrics.EVENTS) == "ADD"
    assert metrics.bounded("DROP TABLE", metrics.EVENTS) == "other"
