"""Faults on demand: DEMO_FAULT = none, slow, errors or dbslow."""

import functools
import random
import time

from . import settings
from .errors import ProviderError

SLOW_SECONDS = 2.0
# Most requests begin with one of the calls below: about 30 % of all requests fail.
ERROR_RATE = 0.35
# Holds a connection: five of them carry 12 queries a second, little more than the demo's traffic needs.
QUERY_SECONDS = 0.4

PROVIDER_CODES = ("provider_unavailable", "provider_timeout", "provider_rate_limited")


def apply(memory):
    """Breaks one Memory as configured."""
    if settings.FAULT == "slow":
        _before(memory.llm, "generate_response", _wait)
        _before(memory.embedding_model, "embed", _wait)
    elif settings.FAULT == "errors":
        _before(memory.embedding_model, "embed", _refuse)
        _before(memory.vector_store, "get", _crash)
        _before(memory.vector_store, "list", _crash)


def delay_query(cursor):
    """Makes the database slow from PostgreSQL's own point of view."""
    if settings.FAULT == "dbslow":
        cursor.execute("SELECT pg_sleep(%s)", (QUERY_SECONDS,))


def _wait():
    time.sleep(SLOW_SECONDS)


def _refuse():
    if random.random() < ERROR_RATE:
        raise ProviderError(random.choice(PROVIDER_CODES))


def _crash():
    if random.random() < ERROR_RATE:
        raise RuntimeError("injected by DEMO_FAULT=errors")


def _before(target, name, action):
    method = getattr(target, name)

    @functools.wraps(method)
    def call(*args, **kwargs):
        action()
        return method(*args, **kwargs)

    setattr(target, name, call)
