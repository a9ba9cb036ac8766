"""Wraps mem0's objects in place. Method names are mem0's own (1.x and 2.x), so nothing in mem0 is edited.

Methods are replaced on the instance, not the class: mem0 compares class attributes to find out what a store can do.
"""

import functools
import time

from . import activity, metrics, tracing

VECTOR_STORE_OPERATIONS = ("insert", "search", "search_batch", "keyword_search", "get", "list", "update", "delete", "col_info", "reset")
EMBEDDING_ACTIONS = ("add", "search", "update")


def observe_memory(memory, vector_store_provider, llm_provider, embedder_provider):
    """Everything one Memory does: its public calls, its LLM, embedder and vector store."""
    for operation in metrics.OPERATIONS:
        _wrap(memory, operation, _operation_timer(operation))
    # delete() and delete_all() both end here, and delete_all() does not say how many it deleted.
    _wrap(memory, "_delete_memory", _count_delete)
    observe_llm(memory.llm, llm_provider)
    observe_embedder(memory.embedding_model, embedder_provider)
    observe_vector_store(memory.vector_store, vector_store_provider, "memories")


def observe_llm(llm, provider):
    """LLM latency, failures and tokens."""
    model = _model(llm)

    def timed(call, *args, **kwargs):
        with _provider_span("chat", provider, model):
            return _timed(metrics.LLM_DURATION, (provider, model), call, args, kwargs)

    def counted(call, response, *args, **kwargs):
        usage = getattr(response, "usage", None)
        for direction, name in (("input", "prompt_tokens"), ("output", "completion_tokens")):
            tokens = getattr(usage, name, None) or 0
            metrics.LLM_TOKENS.labels(provider, model, direction).inc(tokens)
            tracing.annotate(f"gen_ai.usage.{direction}_tokens", tokens)
        return call(response, *args, **kwargs)

    _wrap(llm, "generate_response", timed)
    _wrap(llm, "_parse_response", counted)


def observe_embedder(embedder, provider):
    """Embedding latency and failures; a batch is one call."""
    model = _model(embedder)

    def timed(call, text, memory_action="add", *args, **kwargs):
        labels = provider, model, metrics.bounded(memory_action, EMBEDDING_ACTIONS)
        with _provider_span("embeddings", provider, model):
            return _timed(metrics.EMBEDDING_DURATION, labels, call, (text, memory_action, *args), kwargs)

    for name in ("embed", "embed_batch"):
        _wrap(embedder, name, timed)


def observe_vector_store(store, provider, role):
    """Store latency and failures. mem0 swallows a failed insert and reports the memory as added: only this sees it."""
    for operation in VECTOR_STORE_OPERATIONS:
        def timed(call, *args, operation=operation, **kwargs):
            return _timed(metrics.VECTOR_STORE_DURATION, (provider, role, operation), call, args, kwargs)

        _wrap(store, operation, timed)


def observe_tools(manager):
    """MCP tools, whose failures are a text beginning with "Error" behind HTTP 200."""
    for tool in metrics.MCP_TOOLS:
        metrics.MCP_TOOL_DURATION.labels(tool, "success")
        metrics.MCP_TOOL_DURATION.labels(tool, "error")

    def timed(call, name, *args, **kwargs):
        return _timed(
            metrics.MCP_TOOL_DURATION, (metrics.bounded(name, metrics.MCP_TOOLS),), call, (name, *args), kwargs,
            lambda text: "error" if str(text).startswith("Error") else "success")

    _wrap(manager, "call_tool", timed)


def observe_upstream_errors(error_type):
    """Counts every mem0 UpstreamError by its code. On the class, because `from errors import ...` copies the name."""
    initialise = error_type.__init__

    @functools.wraps(initialise)
    def counted(self, *args, **kwargs):
        initialise(self, *args, **kwargs)
        metrics.UPSTREAM_ERRORS.labels(metrics.bounded(self.code, metrics.UPSTREAM_CODES, "unknown")).inc()

    error_type.__init__ = counted


def _provider_span(operation, provider, model):
    """https://opentelemetry.io/docs/specs/semconv/gen-ai/ without prompts and answers."""
    attributes = {"gen_ai.operation.name": operation, "gen_ai.provider.name": provider, "gen_ai.request.model": model}
    return tracing.span(f"{operation} {model}", tracing.CLIENT, attributes)


def _operation_timer(operation):
    def timed(call, *args, **kwargs):
        activity.seen(kwargs.get("user_id") or (kwargs.get("filters") or {}).get("user_id"))
        with tracing.span(f"memory {operation}"):
            return _timed(metrics.OPERATION_DURATION, (operation,), call, args, kwargs, functools.partial(_record, operation))

    return timed


def _record(operation, result):
    """Counts what a call did and returns its outcome."""
    results = result.get("results", []) if isinstance(result, dict) else []
    if operation == "add":
        for item in results:
            metrics.MEMORY_EVENTS.labels(metrics.bounded(item.get("event"), metrics.EVENTS, "ADD")).inc()
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


def _count_delete(call, *args, **kwargs):
    result = call(*args, **kwargs)
    metrics.MEMORY_EVENTS.labels("DELETE").inc()
    return result


def _timed(histogram, labels, call, args, kwargs, outcome_of=lambda _: "success"):
    """Calls, and observes the duration in seconds with the outcome as last label."""
    started = time.perf_counter()
    outcome = "error"
    try:
        result = call(*args, **kwargs)
        outcome = outcome_of(result)
        return result
    finally:
        histogram.labels(*labels, outcome).observe(time.perf_counter() - started)


def _wrap(target, name, wrapper):
    """Replaces a method of an instance by `wrapper(method, ...)`; a method this version does not have is left out."""
    method = getattr(target, name, None)
    if method is not None:
        setattr(target, name, functools.wraps(method)(functools.partial(wrapper, method)))


def _model(component):
    """The configured model: bounded, because only an operator can change it."""
    return getattr(getattr(component, "config", None), "model", None) or "unknown"
