"""An application that is traced, and requests into it."""

import asyncio
import logging

from fastapi import FastAPI
from fastapi.responses import JSONResponse, StreamingResponse
from shared import tracing
from shared.server_spans import TracingMiddleware

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
TRACEPARENT = f"00-{TRACE}-{PARENT}-01"


def _app():
    app = FastAPI()

    @app.get("/memories/{id}")
    def read(id: str):
        with tracing.span("inside"):
            logging.getLogger("app").info("reading")
        return JSONResponse({}, headers={"X-Request-ID": "made-by-mem0"})

    @app.get("/waits")
    def waits():
        logging.getLogger("app").info("waiting")

    @app.get("/fails")
    def fails():
        raise RuntimeError("what a user wrote")

    @app.get("/streams")
    async def streams():
        async def events():
            while True:
                yield b"data: x\n\n"
                await asyncio.sleep(0.01)

        return StreamingResponse(events(), media_type="text/event-stream")

    app.add_middleware(TracingMiddleware)
    return app


def call(path, headers=(), method="GET"):
    sent = []

    async def run():
        started = asyncio.Event()
        messages = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive():
            message = next(messages, None)
            if message is None:
                await started.wait()
                return {"type": "http.disconnect"}
            return message

        async def send(message):
            sent.append(message)
            started.set()

        await _app()({
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "method": method, "path": path,
            "raw_path": path.encode(), "query_string": b"user_id=alice", "root_path": "", "client": ("127.0.0.1", 1), "server": ("t", 80),
            "headers": [(name.encode(), value.encode()) for name, value in headers],
        }, receive, send)

    asyncio.run(run())
    return sent
