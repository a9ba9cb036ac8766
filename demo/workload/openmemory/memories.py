"""/api/v1/memories (routers/memories.py)."""

import logging

import psycopg
from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from workload.errors import ProviderError

from . import repository
from .state import database

router = APIRouter(prefix="/api/v1/memories")


class MemoryCreate(BaseModel):
    user_id: str
    text: str
    app: str = "openmemory"


class MemoryIds(BaseModel):
    user_id: str
    memory_ids: list[str] = []
    state: str = "paused"


class MemoryUpdate(BaseModel):
    user_id: str
    memory_content: str


class MemoryFilter(BaseModel):
    user_id: str
    search_query: str = ""
    size: int = 10


@router.get("/")
def list_memories(user_id: str):
    return _page(repository.find(user_id))


@router.get("/categories")
def get_categories(user_id: str):
    rows = database.query("SELECT DISTINCT unnest(categories) AS name FROM memories WHERE user_id = %s AND state = 'active'", (user_id,))
    return {"categories": rows, "total": len(rows)}


@router.post("/")
def create_memory(body: MemoryCreate):
    try:
        return repository.create(body.user_id, body.text, body.app)
    except (ProviderError, psycopg.Error) as error:
        # As in OpenMemory: the failure is a 200.
        logging.warning("Error creating memory: %s", error)
        return {"error": str(error)}


@router.get("/{memory_id}")
def get_memory(memory_id: str):
    row = repository.get(memory_id)
    if row is None:
        raise HTTPException(404, "Memory not found")
    return row


@router.delete("/")
def delete_memories(body: MemoryIds):
    repository.set_state(body.memory_ids, "deleted", body.user_id)
    return {"message": f"Successfully deleted {len(body.memory_ids)} memories"}


@router.post("/actions/archive")
def archive_memories(body: MemoryIds):
    repository.set_state(body.memory_ids, "archived", body.user_id)
    return {"message": f"Successfully archived {len(body.memory_ids)} memories"}


@router.post("/actions/pause")
def pause_memories(body: MemoryIds):
    repository.set_state(body.memory_ids, body.state if body.state in ("active", "paused") else "paused", body.user_id)
    return {"message": f"Successfully paused {len(body.memory_ids)} memories"}


@router.get("/{memory_id}/access-log")
def get_memory_access_log(memory_id: str, page_size: int = 10):
    rows = database.query(
        "SELECT access_type, accessed_at FROM memory_access_logs WHERE memory_id::text = %s ORDER BY accessed_at DESC LIMIT %s",
        (memory_id, page_size))
    return {"total": len(rows), "logs": rows}


@router.put("/{memory_id}")
def update_memory(memory_id: str, body: MemoryUpdate):
    # As in OpenMemory, the vector store keeps the old text.
    database.query("UPDATE memories SET content = %s, updated_at = now() WHERE id::text = %s", (body.memory_content, memory_id))
    return get_memory(memory_id)


@router.post("/filter")
def filter_memories(body: MemoryFilter):
    return _page(repository.find(body.user_id, text=body.search_query, limit=body.size))


@router.get("/{memory_id}/related")
def get_related_memories(memory_id: str, user_id: str):
    return _page(database.query(
        """SELECT o.id, o.content AS text FROM memories m JOIN memories o ON o.user_id = m.user_id AND o.categories && m.categories
        WHERE m.id::text = %s AND o.id <> m.id AND o.user_id = %s AND o.state = 'active' LIMIT 5""", (memory_id, user_id)))


def _page(items):
    return {"items": items, "total": len(items), "page": 1, "size": 50}
