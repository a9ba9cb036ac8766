"""mem0's upstream errors (server/errors.py): a provider or store failed, the answer is 502 with a stable code."""

import logging

import psycopg
from fastapi.responses import JSONResponse

from .logs import request_id


class ProviderError(Exception):
    """An LLM or embedding provider refused; `code` is one of mem0's codes."""

    def __init__(self, code):
        super().__init__(f"provider failed: {code}")
        self.code = code


class UpstreamError(Exception):
    """What mem0's API makes of it."""

    def __init__(self, code, detail):
        super().__init__(detail)
        self.code = code
        self.detail = detail


def handle_upstream_errors(app):
    """Answers 502 for a failed provider or database; anything else stays an unhandled exception."""

    def answer(_, error):
        logging.error("Upstream failure", exc_info=error)
        code = getattr(error, "code", "datastore_unavailable")
        upstream = UpstreamError(code, "The request could not be completed.")
        body = {"detail": upstream.detail, "code": upstream.code, "request_id": request_id.get()}
        return JSONResponse(body, status_code=502)

    app.add_exception_handler(ProviderError, answer)
    app.add_exception_handler(psycopg.Error, answer)
