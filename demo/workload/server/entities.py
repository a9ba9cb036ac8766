"""Entities (server/routers/entities.py): who has memories, counted in the application as mem0 does."""

import collections
from typing import Literal

from fastapi import APIRouter

from .state import memory

router = APIRouter(prefix="/entities")


@router.get("")
def list_entities():
    counts = collections.Counter(
        (kind, record.payload[f"{kind}_id"])
        for record in memory.vector_store.list(top_k=10_000)
        for kind in ("user", "agent", "run")
        if f"{kind}_id" in record.payload)
    return [{"id": id, "type": kind, "total_memories": count} for (kind, id), count in counts.items()]


@router.delete("/{entity_type}/{entity_id}")
def delete_entity(entity_type: Literal["user", "agent", "run"], entity_id: str):
    return memory.delete_all(**{f"{entity_type}_id": entity_id})
