"""Memories, apps and access log as rows."""

import random

from app import models
from workload.errors import ProviderError

from .state import database, memory

COLUMNS = "m.id, m.content AS text, m.categories, m.state, m.created_at, a.name AS app_name"


def app_id(user_id, name):
    """The app of that name, made when it is new."""
    return database.query(
        "INSERT INTO apps (owner, name) VALUES (%s, %s) ON CONFLICT (owner, name) DO UPDATE SET name = excluded.name RETURNING id, is_active",
        (user_id, name))[0]["id"]


def create(user_id, text, app_name):
    """Adds to the vector store, then one row per memory that came out."""
    app = app_id(user_id, app_name)
    added = memory.add([{"role": "user", "content": text}], user_id=user_id, metadata={"mcp_client": app_name})["results"]
    for item in added:
        database.query(
            "INSERT INTO memories (id, user_id, app_id, content, categories) VALUES (%s, %s, %s, %s, %s)",
            (item["id"], user_id, app, item["memory"], _categorise(item["memory"])))
    return added


def find(user_id, state="active", text="", app_name=None, limit=50):
    return database.query(
        f"""SELECT {COLUMNS} FROM memories m JOIN apps a ON a.id = m.app_id
        WHERE m.user_id = %s AND m.state = %s AND m.content ILIKE %s AND (%s::text IS NULL OR a.name = %s)
        ORDER BY m.created_at DESC LIMIT %s""",
        (user_id, state, f"%{text}%", app_name, app_name, limit))


def get(memory_id):
    return next(iter(database.query(
        f"SELECT {COLUMNS}, m.user_id FROM memories m JOIN apps a ON a.id = m.app_id WHERE m.id::text = %s", (memory_id,))), None)


def set_state(memory_ids, state, changed_by):
    """Changes the state, and says so in the history; a deleted memory also leaves the vector store."""
    for memory_id in memory_ids:
        database.query(
            """WITH old AS (SELECT id, state FROM memories WHERE id::text = %s FOR UPDATE),
            changed AS (UPDATE memories SET state = %s, updated_at = now() WHERE id IN (SELECT id FROM old))
            INSERT INTO memory_status_history (memory_id, changed_by, old_state, new_state) SELECT id, %s, state, %s FROM old""",
            (memory_id, state, changed_by, state))
        if state == "deleted" and memory.vector_store.get(memory_id):
            memory.delete(memory_id)


def log_access(memory_ids, app, access_type):
    for memory_id in memory_ids:
        database.query(
            "INSERT INTO memory_access_logs (memory_id, app_id, access_type) VALUES (%s, %s, %s)", (memory_id, app, access_type))
    if random.random() < 0.002:
        # OpenMemory keeps everything; the demo has no disk of its own.
        for table, column in (("memory_access_logs", "accessed_at"), ("memory_status_history", "changed_at")):
            database.query(f"DELETE FROM {table} WHERE {column} < now() - interval '1 hour'")
        database.query("DELETE FROM memories WHERE state = 'deleted' AND updated_at < now() - interval '1 hour'")


def _categorise(text):
    """The hidden LLM call of OpenMemory: one for every row it writes, and its failure goes unnoticed."""
    try:
        return models.get_categories_for_memory(text)
    except ProviderError:
        return []
