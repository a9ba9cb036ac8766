"""mem0 writes one row per request, after the answer, from a thread."""

import asyncio
import logging
import random
import time

import psycopg

from .state import app_db

SKIPPED = ("/api/health", "/docs", "/redoc", "/openapi.json", "/requests")


class RequestLogMiddleware:
    def __init__(self, app):
        self._app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or scope["path"].startswith(SKIPPED):
            await self._app(scope, receive, send)
            return
        status, started = 500, time.perf_counter()

        async def send_noting_status(message):
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, send_noting_status)
        finally:
            row = (scope["method"], scope["path"][:512], status, (time.perf_counter() - started) * 1000)
            asyncio.get_running_loop().run_in_executor(None, _persist, row)


def _persist(row):
    try:
        app_db.query("INSERT INTO request_logs (method, path, status_code, latency_ms, auth_type) VALUES (%s, %s, %s, %s, 'disabled')", row)
        if random.random() < 0.001:
            # mem0 keeps 30 days; the demo has no disk of its own.
            app_db.query("DELETE FROM request_logs WHERE created_at < now() - interval '1 hour'")
    except psycopg.Error:
        logging.warning("Failed to persist request log", exc_info=True)
