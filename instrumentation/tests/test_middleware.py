"""What a request is counted as."""

import asyncio

import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from support import request, requests, value
from shared import metrics
from shared.middleware import MetricsMiddleware

DURATIONS = "http_server_request_duration_seconds_count"
REQUESTS = "http_server_requests_total"


@pytest.fixture
def app(request):
    """An application of its own for each test: the service label is the test's name."""
    app = FastAPI()
    app.add_middleware(MetricsMiddleware, service=request.node.name)

    @app.get("/fails/{id}")
    def fails(id: str):
        raise RuntimeError(id)

    @app.get("/streams")
    async def streams():
        async def events():
            while True:
                yield b"data: x\n\n"
                await asyncio.sleep(0.01)

        return StreamingResponse(events(), media_type="text/event-stream")

    @app.get("/waits")
    async def waits():
        await asyncio.sleep(30)

    app.service = request.node.name
    return app


def _labels(app, route, status, method="GET"):
    return {"service": app.service, "method": method, "route": route, "status": status}


def test_an_unhandled_exception_counts_as_500_and_goes_on(app):
    assert requests(app, ("GET", "/fails/1"), ("GET", "/fails/2")) == [500, 500]
    assert value(REQUESTS, **_labels(app, "/fails/{id}", "500")) == 2
    assert value(DURATIONS, **_labels(app, "/fails/{id}", "500")) == 2
    assert value("http_server_requests_in_flight", service=app.service, method="GET") == 0


def test_a_stream_is_a_gauge_and_not_a_latency(app):
    async def run():
        call = asyncio.create_task(request(app, "GET", "/streams"))
        open_streams = 0
        while not call.done():
            open_streams = max(open_streams, value("http_server_open_streams", service=app.service, route="/streams"))
            await asyncio.sleep(0)
        return open_streams

    assert asyncio.run(run()) == 1
    assert value("http_server_open_streams", service=app.service, route="/streams") == 0
    assert value("http_server_requests_in_flight", service=app.service, method="GET") == 0
    assert value(REQUESTS, **_labels(app, "/streams", "200")) == 1
    assert value(DURATIONS, **_labels(app, "/streams", "200")) == 0


def test_a_cancelled_request_is_not_called_a_success(app):
    async def run():
        call = asyncio.create_task(request(app, "GET", "/waits"))
        while value("http_server_requests_in_flight", service=app.service, method="GET") == 0:
            await asyncio.sleep(0)
        call.cancel()
        await asyncio.wait([call])

    asyncio.run(run())
    assert value("http_server_requests_in_flight", service=app.service, method="GET") == 0
    # Cancelled before it was routed: the template is not known.
    assert value(REQUESTS, **_labels(app, "unmatched", "499")) + value(REQUESTS, **_labels(app, "/waits", "499")) == 1


def test_an_invented_method_is_other_and_no_route_takes_it(app):
    assert requests(app, ("BREW", "/streams"), ("PUT", "/streams")) == [405, 405]
    assert value(REQUESTS, **_labels(app, "unmatched", "405", "OTHER")) == 1
    assert value(REQUESTS, **_labels(app, "unmatched", "405", "PUT")) == 1


def test_a_bucket_has_at_most_one_exemplar_a_second(monkeypatch):
    now, asked = [100.0], []

    class Span:
        def exemplar(self):
            asked.append(now[0])
            return {"trace_id": "a" * 32} if now[0] >= 100 else None

    monkeypatch.setattr(metrics.time, "monotonic", lambda: now[0])
    series = metrics.HTTP_DURATION.labels("exemplars", "GET", "/x", "200")
    for seconds in (0.02, 0.02, 0.3):
        metrics.observe_traced(series, seconds, Span())
    assert len(asked) == 2
    now[0] += 1
    metrics.observe_traced(series, 0.02, Span())
    assert len(asked) == 3
    assert series._sum.get() == pytest.approx(0.36)
