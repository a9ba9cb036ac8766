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


def applied_to_llm(llm):
    if settings.FAULT == "slow":
        _before(llm, "generate_response", _wait)
    return llm


def applied_to_embedder(embedder):
    if settings.FAULT == "slow":
        _before(embedder, "embed", _wait)
    elif settings.FAULT == "errors":
        _before(embedder, "embed", _refuse)
    return embedder


def applied_to_store(store):
    if settings.FAULT == "errors":
        _before(store, "get", _crash)
        _before(store, "list", _crash)
    return store


def delay_query(execute):
    """Makes the database slow from PostgreSQL's own point of view; `execute` takes a statement and its values."""
    if settings.FAULT == "dbslow":
        execute("SELECT pg_sleep(%s)", (QUERY_SECONDS,))


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
