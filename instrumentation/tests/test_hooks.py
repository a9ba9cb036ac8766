"""Memory, providers, store and tools seen from outside, on the demo's Memory with a store in a dictionary."""

import psycopg
import pytest
from support import value
from mem0.memory.main import Memory
from mem0.utils.factory import VectorStoreFactory
from shared import activity, hooks, mem0_hooks
from workload.errors import ProviderError, UpstreamError
from workload.openmemory.tools import ToolManager
from workload.vector_store import Record

CONFIG = {
    "vector_store": {"provider": "pgvector", "config": {"collection_name": "memories", "dbname": "postgres"}},
    "llm": {"provider": "openai", "config": {}}, "embedder": {"provider": "openai", "config": {}},
}


class DictionaryStore:
    """Finds everything, with score 0.5."""

    def __init__(self):
        self.rows = {}

    def insert(self, vectors, payloads, ids):
        self.rows.update(zip(ids, payloads, strict=True))

    def list(self, filters=None, top_k=100):
        return [Record(id, None, payload) for id, payload in self.rows.items()]

    def search(self, query, vectors, top_k, filters=None):
        return [record._replace(score=0.5) for record in self.list()]

    def keyword_search(self, query, top_k, filters=None):
        return []

    def get(self, vector_id):
        return next((record for record in self.list() if record.id == vector_id), None)

    def update(self, vector_id, vector, payload):
        self.rows[vector_id] = payload

    def delete(self, vector_id):
        del self.rows[vector_id]


@pytest.fixture
def memory(monkeypatch):
    monkeypatch.setattr(VectorStoreFactory, "create", classmethod(lambda cls, provider, config: DictionaryStore()))
    mem0_hooks.install()
    return Memory.from_config(CONFIG)


@pytest.fixture
def change():
    """change(name, **labels) = increase since the test began."""
    known = {}

    def read(name, **labels):
        key = (name, *sorted(labels.items()))
        before = known.setdefault(key, value(name, **labels))
        return value(name, **labels) - before

    return read


def _add(memory, text, **options):
    return memory.add([{"content": text}], user_id="alice", infer=False, **options)["results"]


def test_added_memories_are_counted_and_a_repetition_is_a_noop(memory, change):
    change("mem0_memory_events_total", event="ADD"), change("mem0_add_noop_total")
    change("mem0_operation_duration_seconds_count", operation="add", outcome="noop")
    _add(memory, "likes tea")
    _add(memory, "likes tea")
    assert change("mem0_memory_events_total", event="ADD") == 1
    assert change("mem0_add_noop_total") == 1
    assert change("mem0_operation_duration_seconds_count", operation="add", outcome="noop") == 1


def test_update_and_both_ways_to_delete_are_counted(memory, change):
    change("mem0_memory_events_total", event="UPDATE"), change("mem0_memory_events_total", event="DELETE")
    first, _, _ = (_add(memory, text)[0] for text in ("one", "two", "three"))
    memory.update(first["id"], "uno")
    memory.delete(first["id"])
    memory.delete_all(user_id="alice")
    assert change("mem0_memory_events_total", event="UPDATE") == 1
    assert change("mem0_memory_events_total", event="DELETE") == 3


def test_searches_report_results_score_and_emptiness(memory, change):
    change("mem0_search_empty_total"), change("mem0_search_results_sum"), change("mem0_search_top_score_sum")
    memory.search("tea", filters={"user_id": "alice"})
    _add(memory, "likes tea")
    memory.search("tea", filters={"user_id": "alice"})
    assert change("mem0_search_empty_total") == 1
    assert change("mem0_search_results_sum") == 1
    assert change("mem0_search_top_score_sum") == 0.5


def test_a_failed_insert_is_seen_although_mem0_reports_success(memory, change):
    labels = {"provider": "pgvector", "role": "memories", "operation": "insert", "outcome": "error"}

    def refuse(*_, **__):
        raise psycopg.OperationalError("gone")

    memory.vector_store.insert = refuse
    hooks.observe_vector_store(memory.vector_store, "pgvector", "memories")
    change("mem0_vector_store_duration_seconds_count", **labels)
    assert len(_add(memory, "likes tea")) == 1
    assert change("mem0_vector_store_duration_seconds_count", **labels) == 1


def test_tokens_are_counted_by_direction(memory, change):
    labels = {"provider": "openai", "model": "gpt-5-mini"}
    change("mem0_llm_tokens_total", direction="input", **labels), change("mem0_llm_tokens_total", direction="output", **labels)
    memory.llm.generate_response([{"content": "Alice likes green tea. "}])
    assert change("mem0_llm_tokens_total", direction="input", **labels) > 600
    assert change("mem0_llm_tokens_total", direction="output", **labels) > 0


def test_a_failing_provider_is_an_error_of_the_call_and_of_the_operation(memory, change):
    def refuse(*_, **__):
        raise ProviderError("provider_timeout")

    memory.embedding_model.embed = refuse
    hooks.observe_embedder(memory.embedding_model, "openai")
    names = (
        ("mem0_operation_duration_seconds_count", {"operation": "search", "outcome": "error"}),
        ("mem0_embedding_duration_seconds_count", {
            "provider": "openai", "model": "text-embedding-3-small", "action": "search", "outcome": "error"}))
    for name, labels in names:
        change(name, **labels)
    with pytest.raises(ProviderError):
        memory.search("tea", filters={"user_id": "alice"})
    assert [change(name, **labels) for name, labels in names] == [1, 1]


def test_a_tool_that_answers_error_is_an_error(change):
    manager = ToolManager()
    hooks.observe_tools(manager)
    change("openmemory_mcp_tool_duration_seconds_count", tool="other", outcome="error")
    assert manager.call_tool("invented", {}, "alice", "claude").startswith("Error")
    assert change("openmemory_mcp_tool_duration_seconds_count", tool="other", outcome="error") == 1


def test_upstream_errors_are_counted_by_code(change):
    hooks.observe_upstream_errors(UpstreamError)
    change("mem0_upstream_errors_total", code="provider_timeout"), change("mem0_upstream_errors_total", code="unknown")
    UpstreamError("provider_timeout", "late")
    UpstreamError("free text", "?")
    assert change("mem0_upstream_errors_total", code="provider_timeout") == 1
    assert change("mem0_upstream_errors_total", code="unknown") == 1


def test_who_calls_is_active(memory):
    # Other tests may have made it full.
    activity._users._last_seen.clear()
    memory.search("tea", filters={"user_id": "somebody new"})
    memory.history("x")
    assert activity._users.counts()["5m"] == 1
