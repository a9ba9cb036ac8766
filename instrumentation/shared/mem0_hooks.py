"""Puts the hooks into the mem0 library, 1.x or 2.x: `install()` before the first Memory is built.

Factories are looked up as class attributes at each call, so replacing them reaches every Memory, also one that
POST /configure makes later, and calls that go past Memory. What a version does not have is one warning and a 0 in
`mem0_instrumentation_hook_active`.
"""

import concurrent.futures
import contextvars
import functools
import importlib
import importlib.util
import logging

from . import hooks, pools, queries, status, watch

_logger = logging.getLogger(__name__)

TELEMETRY_COLLECTION = "mem0migrations"


def install():
    """Idempotent."""
    factories = _import("mem0.utils.factory", ("llm", "embedder", "vector_store", "reranker"))
    if factories:
        _hook_factory(factories, "LlmFactory", "llm", lambda made, provider, *_: hooks.observe_llm(made, provider))
        _hook_factory(factories, "EmbedderFactory", "embedder", lambda made, provider, *_: hooks.observe_embedder(made, provider))
        _hook_factory(factories, "VectorStoreFactory", "vector_store", _observe_store)
        _hook_factory(factories, "RerankerFactory", "reranker", lambda made, provider, *_: hooks.observe_reranker(made, provider))
        # Gone since 2.0.
        if hasattr(factories, "GraphStoreFactory"):
            _hook_factory(factories, "GraphStoreFactory", "graph", lambda made, provider, *_: hooks.observe_graph(made, provider))
    if storage := _import("mem0.memory.storage", ("history",)):
        _hook_class(storage, "SQLiteManager", "history", hooks.observe_history)
    if memory := _import("mem0.memory.main", ("memory",)):
        _hook_class(memory, "Memory", "memory", hooks.observe_memory)
        if hasattr(memory, "AsyncMemory"):
            hooks.observe_memory(memory.AsyncMemory)
        _carry_context(memory)
    if _has("mem0.memory.otel"):
        watch.own_spans = False
        _logger.info("mem0 makes its own spans: only requests, queries and metrics are added")


def observe_existing(memory):
    """A Memory that was built before `install`: its parts, as the factories would have handed them out."""
    config = memory.config
    hooks.observe_llm(memory.llm, config.llm.provider)
    hooks.observe_embedder(memory.embedding_model, config.embedder.provider)
    _observe_store(memory.vector_store, config.vector_store.provider, config.vector_store.config)
    if getattr(memory, "reranker", None):
        hooks.observe_reranker(memory.reranker, config.reranker.provider)
    if getattr(memory, "graph", None):
        hooks.observe_graph(memory.graph, config.graph_store.provider)


def _import(name, hook_names):
    try:
        return importlib.import_module(name)
    except ImportError as error:
        for hook in hook_names:
            status.missing(hook, f"{name} cannot be imported: {error}")
        return None


def _has(name):
    try:
        return importlib.util.find_spec(name) is not None
    except ImportError:
        return False


def _hook_factory(module, name, hook, observe):
    factory = getattr(module, name, None)
    create = getattr(factory, "create", None)
    if create is None:
        status.missing(hook, f"mem0ai {status.version_of('mem0ai')} has no {name}.create")
        return
    if not getattr(create, "mem0_watched", False):
        factory.create = _observing(create, observe)
    status.live(hook)


def _observing(create, observe):
    """`create(provider, config, ...)` is a class method and comes bound; the replacement is looked up the same way."""
    @functools.wraps(create)
    def call(provider_name, *args, **kwargs):
        made = create(provider_name, *args, **kwargs)
        observe(made, str(provider_name), kwargs.get("config", args[0] if args else None))
        return made

    call.mem0_watched = True
    return staticmethod(call)


def _hook_class(module, name, hook, observe):
    found = getattr(module, name, None)
    if found is None:
        status.missing(hook, f"mem0ai {status.version_of('mem0ai')} has no {module.__name__}.{name}")
        return
    observe(found)
    status.live(hook)


def _observe_store(store, provider, config):
    collection = config.get("collection_name") if isinstance(config, dict) else getattr(config, "collection_name", None)
    role = _role(str(collection or ""))
    hooks.observe_vector_store(store, provider, role)
    pool = getattr(store, "connection_pool", None)
    if pool is not None:
        pools.watch(role, pool)
        queries.trace_pool(pool, collection and getattr(config, "dbname", None))


def _role(collection):
    """memories, entities or telemetry: the collection's name is the operator's, and may be anything."""
    if collection == TELEMETRY_COLLECTION:
        return "telemetry"
    return "entities" if collection.endswith("_entities") else "memories"


def _carry_context(module):
    """mem0 works in thread pools (1.x every operation, 2.x a part of search), where a span would have no parent."""
    found = getattr(module, "concurrent", None)
    if found is None or isinstance(found, _Concurrent):
        return
    module.concurrent = _Concurrent()


class _ContextExecutor(concurrent.futures.ThreadPoolExecutor):
    def submit(self, function, /, *args, **kwargs):
        return super().submit(contextvars.copy_context().run, function, *args, **kwargs)


class _Futures:
    ThreadPoolExecutor = _ContextExecutor

    def __getattr__(self, name):
        return getattr(concurrent.futures, name)


class _Concurrent:
    """Stands in for the package `concurrent` in mem0's module alone."""

    futures = _Futures()
