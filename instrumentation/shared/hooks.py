"""Wraps mem0's objects in place. Method names are mem0's own (1.x and 2.x), so nothing in mem0 is edited.

Providers and stores are wrapped on the instance, not the class: mem0 compares class attributes to find out what a store can do.
"""

import functools

from . import activity, metrics, server_spans, tracing
from .watch import watch, wrap

VECTOR_STORE_OPERATIONS = ("insert", "search", "search_batch", "keyword_search", "get", "list", "update", "delete", "col_info", "reset")
GRAPH_OPERATIONS = ("add", "search", "get_all", "delete", "delete_all", "reset")
HISTORY_OPERATIONS = ("add_history", "batch_add_history", "get_history", "save_messages", "get_last_messages", "reset")
EMBEDDING_ACTIONS = ("add", "search", "update")
# https://opentelemetry.io/docs/specs/semconv/gen-ai/: what it calls the operations of a memory.
MEMORY_OPERATIONS = {"add": "upsert_memory", "search": "search_memory", "update": "update_memory", "delete": "delete_memory"}
# Whose queries are spans of their own below the store's.
TRACED_STORES = frozenset(("pgvector",))


def observe_memory(memory):
    """The public calls of a Memory, or of the class."""
    for operation in metrics.OPERATIONS:
        span = f"Memory.{operation}", tracing.INTERNAL, {"gen_ai.operation.name": MEMORY_OPERATIONS.get(operation)}
        wrap(memory, operation, functools.partial(_operation, (operation,), span, functools.partial(_record, operation)))
    # delete() and delete_all() both end here, and delete_all() does not say how many it deleted.
    wrap(memory, "_delete_memory", lambda *_, **__: watch(done=lambda _: metrics.MEMORY_EVENTS.labels("DELETE").inc()))


def observe_llm(llm, provider):
    """LLM latency, failures and tokens."""
    model = _model(llm)
    span = _provider_span("chat", provider, model)
    wrap(llm, "generate_response", lambda *_, **__: watch(metrics.LLM_DURATION, (provider, model), span))
    wrap(llm, "_parse_response", lambda response, *_, **__: _count_tokens(provider, model, response))


def observe_embedder(embedder, provider):
    """Embedding latency and failures; a batch is one call."""
    model = _model(embedder)
    span = _provider_span("embeddings", provider, model)

    def around(text, memory_action="add", *_, **__):
        labels = provider, model, metrics.bounded(memory_action, EMBEDDING_ACTIONS)
        return watch(metrics.EMBEDDING_DURATION, labels, span)

    for name in ("embed", "embed_batch"):
        wrap(embedder, name, around)


def observe_reranker(reranker, provider):
    """Reranking; mem0 swallows its failure and returns the memories as they were."""
    model = _model(reranker)
    span = _provider_span("rerank", provider, model)
    wrap(reranker, "rerank", lambda *_, **__: watch(metrics.RERANKER_DURATION, (provider,), span))


def observe_vector_store(store, provider, role):
    """Store latency and failures. mem0 swallows a failed insert and reports the memory as added: only this sees it."""
    kind = tracing.INTERNAL if provider in TRACED_STORES else tracing.CLIENT

    system = provider if kind is tracing.CLIENT else None

    def around(labels, span, *_, **arguments):
        # Not every search goes through a Memory.
        activity.seen_in(arguments)
        return watch(metrics.VECTOR_STORE_DURATION, labels, span)

    for operation in VECTOR_STORE_OPERATIONS:
        attributes = {"db.operation.name": operation, "db.collection.name": role, "mem0.vector_store.provider": provider, "db.system.name": system}
        wrap(store, operation, functools.partial(around, (provider, role, operation), (f"{operation} {role}", kind, attributes)))


def observe_graph(graph, provider):
    """The graph store of mem0ai 1.x."""
    for operation in GRAPH_OPERATIONS:
        span = f"graph {operation}", tracing.CLIENT, {"db.system.name": provider, "db.operation.name": operation}
        wrap(graph, operation, lambda *_, operation=operation, span=span, **__: watch(metrics.GRAPH_DURATION, (provider, operation), span))


def observe_history(history):
    """SQLite behind one lock, whose wait counts."""
    for operation in HISTORY_OPERATIONS:
        span = f"history {operation}", tracing.INTERNAL, {"db.system.name": "sqlite", "db.operation.name": operation}
        wrap(history, operation, lambda *_, operation=operation, span=span, **__: watch(metrics.HISTORY_DURATION, (operation,), span))


def observe_tools(manager):
    """MCP tools, whose failures are a text beginning with "Error" behind HTTP 200."""
    for tool in metrics.MCP_TOOLS:
        metrics.MCP_TOOL_DURATION.labels(tool, "success")
        metrics.MCP_TOOL_DURATION.labels(tool, "error")

    def around(name, *_, **__):
        tool = metrics.bounded(name, metrics.MCP_TOOLS)
        span = f"execute_tool {tool}", tracing.INTERNAL, {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": tool}
        return watch(metrics.MCP_TOOL_DURATION, (tool,), span, _tool_outcome, link=server_spans.stream(), exemplar=True)

    wrap(manager, "call_tool", around)


def observe_upstream_errors(error_type):
    """Counts every mem0 UpstreamError by its code. On the class, because `from errors import ...` copies the name."""
    initialise = error_type.__init__

    @functools.wraps(initialise)
    def counted(self, *args, **kwargs):
        initialise(self, *args, **kwargs)
        metrics.UPSTREAM_ERRORS.labels(metrics.bounded(self.code, metrics.UPSTREAM_CODES, "unknown")).inc()

    error_type.__init__ = counted


def _provider_span(operation, provider, model):
    """Without prompts and answers."""
    attributes = {"gen_ai.operation.name": operation, "gen_ai.provider.name": provider, "gen_ai.request.model": model}
    return f"{operation} {model}", tracing.CLIENT, attributes


def _operation(labels, span, record, *_, **arguments):
    activity.seen_in(arguments)
    return watch(metrics.OPERATION_DURATION, labels, span, record, _refused, exemplar=True)


def _refused(error):
    """What mem0 answers with 400 is the caller's mistake, no failure of the operation. Exact types: a JSONDecodeError is a ValueError too."""
    kind = type(error)
    return "refused" if kind is ValueError or (kind.__name__ == "ValidationError" and kind.__module__ == "mem0.exceptions") else None


def _record(operation, result):
    """Counts what a call did and returns its outcome."""
    results = result.get("results", []) if isinstance(result, dict) else []
    if operation == "add":
        for item in results:
            event = metrics.bounded(item.get("event"), metrics.EVENTS, "ADD")
            # What mem0ai 1.x deletes while it adds has been counted where it was deleted.
            if event != "DELETE":
                metrics.MEMORY_EVENTS.labels(event).inc()
        if not results:
            metrics.ADD_NOOP.inc()
            return "noop"
    elif operation == "update":
        metrics.MEMORY_EVENTS.labels("UPDATE").inc()
    elif operation == "search":
        metrics.SEARCH_RESULTS.observe(len(results))
        if results:
            metrics.SEARCH_TOP_SCORE.observe(results[0].get("score") or 0)
        else:
            metrics.SEARCH_EMPTY.inc()
    return "success"


# What the providers call the two numbers, in the response or in a part of it.
_USAGE = ("usage", "usage_metadata")
_TOKENS = {
    "input": ("prompt_tokens", "input_tokens", "prompt_token_count", "prompt_eval_count"),
    "output": ("completion_tokens", "output_tokens", "candidates_token_count", "eval_count"),
}


def _count_tokens(provider, model, response):
    usage = next((found for name in _USAGE if (found := _member(response, name)) is not None), response)
    for direction, names in _TOKENS.items():
        tokens = next((found for name in names if isinstance(found := _member(usage, name), int)), 0)
        metrics.LLM_TOKENS.labels(provider, model, direction).inc(tokens)
        tracing.annotate(f"gen_ai.usage.{direction}_tokens", tokens)
    return watch()


def _member(holder, name):
    return holder.get(name) if isinstance(holder, dict) else getattr(holder, name, None)


def _tool_outcome(result):
    """The MCP SDK answers with the text, or with blocks of content that hold it, and the same once more as a structure."""
    while isinstance(result, (list, tuple)) and result:
        result = result[0]
    return "error" if str(getattr(result, "text", result)).startswith("Error") else "success"


def _model(component):
    """The configured model: bounded, because only an operator can change it."""
    return str(getattr(getattr(component, "config", None), "model", None) or "unknown")
