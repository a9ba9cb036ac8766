"""mem0's Memory, reduced: the same public methods, sub-operations and order of phases (mem0ai 2.x)."""

import datetime
import hashlib
import json
import logging
import types
import uuid

import psycopg

from mem0.memory.storage import SQLiteManager
from mem0.utils.factory import EmbedderFactory, LlmFactory, VectorStoreFactory


class Memory:
    """Adds, finds and changes memories in a vector store."""

    def __init__(self, config):
        self.config = config
        self.embedding_model = EmbedderFactory.create(config.embedder.provider, config.embedder.config, config.vector_store.config)
        self.vector_store = VectorStoreFactory.create(config.vector_store.provider, config.vector_store.config)
        self.llm = LlmFactory.create(config.llm.provider, config.llm.config)
        self.db = SQLiteManager()

    @classmethod
    def from_config(cls, config):
        parts = {name: types.SimpleNamespace(provider=part["provider"], config=types.SimpleNamespace(**part["config"])) for name, part in config.items()}
        return cls(types.SimpleNamespace(**parts))

    def add(self, messages, *, user_id=None, agent_id=None, run_id=None, metadata=None, infer=True):
        scope = _scope(user_id, agent_id, run_id)
        text = "\n".join(message["content"] for message in messages)
        existing = self.vector_store.search(text, self.embedding_model.embed(text, "search"), top_k=10, filters=scope)
        known = {record.payload["hash"] for record in existing}
        facts = [fact for fact in self._extract(messages, infer) if _hash(fact) not in known]
        if not facts:
            logging.info("No new memories extracted")
            return {"results": []}

        ids = [str(uuid.uuid4()) for _ in facts]
        vectors = self.embedding_model.embed_batch(facts, "add")
        payloads = [{**(metadata or {}), **scope, **_content(fact), "created_at": _now(), "updated_at": _now()} for fact in facts]
        try:
            self.vector_store.insert(vectors=vectors, payloads=payloads, ids=ids)
        except psycopg.Error:
            # As in mem0: the memory is lost, and still reported as added.
            logging.exception("Failed to insert memories")
        for id, fact in zip(ids, facts, strict=True):
            self.db.add_history(id, None, fact, "ADD", _now())
        return {"results": [{"id": id, "memory": fact, "event": "ADD"} for id, fact in zip(ids, facts, strict=True)]}

    def _extract(self, messages, infer):
        if not infer:
            return [message["content"] for message in messages]
        return json.loads(self.llm.generate_response(messages=messages, response_format={"type": "json_object"}))["facts"]

    def get(self, memory_id):
        record = self.vector_store.get(memory_id)
        return record and _item(record)

    def get_all(self, *, filters=None, top_k=20):
        return {"results": [_item(record) for record in self.vector_store.list(filters=filters, top_k=top_k)]}

    def search(self, query, *, top_k=20, filters=None, threshold=0.1):
        vector = self.embedding_model.embed(query, "search")
        found = self.vector_store.search(query, vector, top_k=max(4 * top_k, 60), filters=filters)
        exact = {record.id for record in self.vector_store.keyword_search(query, top_k=60, filters=filters)}
        scored = [(min(1.0, record.score + 0.2 * (record.id in exact)), record) for record in found]
        best = sorted((pair for pair in scored if pair[0] >= threshold), key=lambda pair: -pair[0])[:top_k]
        return {"results": [{**_item(record), "score": score} for score, record in best]}

    def update(self, memory_id, data):
        logging.info("Updating memory with data=%r", data)
        vector = self.embedding_model.embed(data, "update")
        record = self.vector_store.get(memory_id)
        if record is None:
            raise ValueError(f"Memory with id {memory_id} not found")
        self.vector_store.update(memory_id, vector, {**record.payload, **_content(data), "updated_at": _now()})
        self.db.add_history(memory_id, record.payload["data"], data, "UPDATE", _now())
        return {"message": "Memory updated successfully!"}

    def delete(self, memory_id):
        record = self.vector_store.get(memory_id)
        if record is None:
            raise ValueError(f"Memory with id {memory_id} not found")
        self._delete_memory(record)
        return {"message": "Memory deleted successfully!"}

    def delete_all(self, user_id=None, agent_id=None, run_id=None):
        for record in self.vector_store.list(filters=_scope(user_id, agent_id, run_id), top_k=1000):
            self._delete_memory(record)
        return {"message": "Memories deleted successfully!"}

    def _delete_memory(self, record):
        self.vector_store.delete(record.id)
        self.db.add_history(record.id, record.payload["data"], None, "DELETE", _now())

    def history(self, memory_id):
        return self.db.get_history(memory_id)

    def reset(self):
        self.vector_store.reset()
        self.db.reset()


def _scope(user_id, agent_id, run_id):
    scope = {"user_id": user_id, "agent_id": agent_id, "run_id": run_id}
    scope = {key: value for key, value in scope.items() if value}
    if not scope:
        raise ValueError("At least one of user_id, agent_id or run_id is required")
    return scope


def _content(text):
    return {"data": text, "text_lemmatized": text.lower(), "hash": _hash(text)}


def _item(record):
    payload = record.payload
    keys = ("user_id", "agent_id", "run_id", "created_at", "updated_at")
    return {"id": record.id, "memory": payload["data"], **{key: payload[key] for key in keys if key in payload}}


def _hash(text):
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _now():
    return datetime.datetime.now(datetime.UTC).isoformat()
