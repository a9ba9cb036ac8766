"""What the instrumentation costs, one line per measure: bench <name> <value> <unit> [vs <peer> <ratio>].

middleware_us        added to the median request by the metrics middleware; its peer is the application without it.
middleware_us_peer   the same for prometheus-fastapi-instrumentator's approach: BaseHTTPMiddleware and a look-up by labels.
tracing_ratio        throughput with everything on (metrics, every request traced, a JSON log line each, spans sent to an
                     endpoint that answers) over throughput without (uvicorn's access log), for a search of 5 ms work in the
                     thread pool; _down: nobody answers; _added: in processor time.

Variants take turns request by request, or in rounds of a second, so that what else the machine does hits all of them alike.
"""

import asyncio
import http.server
import logging
import multiprocessing
import os
import pathlib
import random
import socket
import statistics
import sys
import time

ROOT = pathlib.Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "instrumentation"), str(pathlib.Path(__file__).parent)]

import prometheus_client  # noqa: E402 needs the paths
from fastapi import FastAPI  # noqa: E402
from starlette.middleware.base import BaseHTTPMiddleware  # noqa: E402
from support import request  # noqa: E402
from shared import hooks, logs, tracing  # noqa: E402
from shared.middleware import MetricsMiddleware  # noqa: E402
from shared.server_spans import TracingMiddleware  # noqa: E402

REQUESTS = 6000
ROUNDS = 15
# About a second, as spans are sent once a second.
ROUND_REQUESTS = 180
WORK_SECONDS = 0.005


def main(names):
    if not names or "middleware_us" in names:
        measure_middleware()
    if not names or "tracing_ratio" in names:
        measure_tracing()


# ---- the middleware alone ----------------------------------------------------------------------------------------------------


class Instrumentator(BaseHTTPMiddleware):
    """As the library of that name does it by default, reduced to the metrics that ours has too."""

    requests = prometheus_client.Counter("peer_requests", "", ("method", "handler", "status"))
    duration = prometheus_client.Histogram("peer_duration_seconds", "", ("method", "handler", "status"))

    async def dispatch(self, request, call_next):
        started = time.perf_counter()
        response = await call_next(request)
        route = request.scope.get("route")
        labels = request.method, route.path if route else "none", f"{response.status_code // 100}xx"
        self.requests.labels(*labels).inc()
        self.duration.labels(*labels).observe(time.perf_counter() - started)
        return response


def small_app(*middleware, **options):
    app = FastAPI()

    @app.get("/memories/{memory_id}")
    async def read(memory_id: str):
        return {}

    for each in middleware:
        app.add_middleware(each, **options)
    return app


def measure_middleware():
    variants = {"bare": small_app(), "ours": small_app(MetricsMiddleware, service="bench"), "peer": small_app(Instrumentator)}
    times = {name: [] for name in variants}

    async def run():
        for number in range(REQUESTS):
            # In random order: a request pays for the garbage of the one before it.
            for name, app in random.sample(list(variants.items()), len(variants)):
                started = time.perf_counter()
                await request(app, "GET", f"/memories/{number}")
                times[name].append(time.perf_counter() - started)

    asyncio.run(run())
    # The first requests fill caches.
    median = {name: statistics.median(each[500:]) * 1e6 for name, each in times.items()}
    for name, variant in (("middleware_us", "ours"), ("middleware_us_peer", "peer")):
        print(f"bench {name} {median[variant] - median['bare']:.2f} us vs bare {median[variant] / median['bare']:.2f}")


# ---- everything on -----------------------------------------------------------------------------------------------------------


class Part:
    """An embedder or a store: half of the work each."""

    config = None

    def __init__(self, work):
        self._work = work

    def embed(self, text, memory_action):
        self._work()

    def search(self, query):
        self._work()


class Memory:
    def __init__(self, work):
        self.embedder, self.store = Part(work), Part(work)

    def search(self, query, filters):
        self.embedder.embed(query, "search")
        self.store.search(query)
        return {"results": []}


def search_app(memory, traced):
    app = FastAPI()

    # Synchronous, as mem0's handlers: it runs in the thread pool.
    @app.post("/search")
    def search():
        return memory.search("tea", filters={"user_id": "alice"})

    if traced:
        hooks.observe_memory(memory)
        hooks.observe_embedder(memory.embedder, "openai")
        hooks.observe_vector_store(memory.store, "pgvector", "memories")
        app.add_middleware(TracingMiddleware)
        app.add_middleware(MetricsMiddleware, service="bench-search")
    else:
        app.add_middleware(AccessLog)
    return app


class AccessLog:
    """uvicorn's, which ends where ours begins."""

    def __init__(self, app):
        self._app = app

    async def __call__(self, scope, receive, send):
        async def send_logged(message):
            if message["type"] == "http.response.start":
                _access.info('%s - "%s %s HTTP/%s" %d', "127.0.0.1:1", scope["method"], scope["path"], "1.1", message["status"])
            await send(message)

        await self._app(scope, receive, send_logged)


_access = logging.getLogger("bench.access")


class Work:
    """A fixed amount of computing, not a wait: a thread that competes for the interpreter shall show."""

    def __init__(self, seconds):
        self.spent = 0
        self._turns = 1000
        while (elapsed := min(self._timed() for _ in range(5))) < seconds / 4:
            self._turns *= 2
        self._turns = int(self._turns * seconds / elapsed)

    def __call__(self):
        self.spent += self._timed()

    def _timed(self):
        started = time.thread_time()
        value = 0
        for number in range(self._turns):
            value = (value * 31 + number) % 1000003
        return time.thread_time() - started


def measure_tracing():
    root = logging.getLogger()
    root.handlers[:] = [logging.StreamHandler(open(os.devnull, "w"))]
    root.setLevel(logging.INFO)
    logs.use_json()
    _access.handlers[:] = [logging.StreamHandler(open(os.devnull, "w"))]
    _access.propagate = False
    logs.correlate()
    sink = multiprocessing.get_context("spawn").Process(target=answer_everything, args=(free := _free_port(),), daemon=True)
    sink.start()
    _wait_for(free)
    work = Work(WORK_SECONDS / 2)
    for name, port in (("tracing_ratio", free), ("tracing_ratio_down", _free_port())):
        os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] = f"http://127.0.0.1:{port}"
        tracer = tracing.configure("bench")
        ratio, added = compare(search_app(Memory(work), traced=False), search_app(Memory(work), traced=True), work, sends=port == free)
        print(f"bench {name} {ratio:.3f} x")
        print(f"bench {name}_added {added * 1e6:.0f} us")
    print(f"Spans were made by the tracer: {tracer}", file=sys.stderr)
    sink.terminate()


def compare(bare, traced, work, sends):
    """One's throughput over the other's, and what is added to a request.

    Counted is processor time: of all threads, with the sending, and less that of the work itself, which on a busy machine varies
    by more than what is looked for. The work is done all the same: after it the caches are as cold as in a real request.
    """
    async def time_of(app):
        started, work.spent = time.process_time(), 0
        for _ in range(ROUND_REQUESTS):
            await request(app, "POST", "/search")
        if sends:
            # What the thread would do at the end of the second; without an answer it tries once in 15 s.
            tracing.flush()
        return (time.process_time() - started - work.spent) / ROUND_REQUESTS

    async def run():
        times = {bare: [], traced: []}
        for _ in range(ROUNDS + 1):
            for app in random.sample((bare, traced), 2):
                times[app].append(await time_of(app))
        # The first round fills caches.
        return [statistics.median(each[1:]) for each in times.values()]

    without, with_everything = asyncio.run(run())
    return (WORK_SECONDS + without) / (WORK_SECONDS + with_everything), with_everything - without


def answer_everything(port):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def _wait_for(port):
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)


if __name__ == "__main__":
    main(sys.argv[1:])
