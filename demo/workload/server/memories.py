"""Memories, search and configuration (server/main.py). Synchronous handlers, as in mem0: they run in the thread pool."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from .state import configuration, memory

router = APIRouter()


class Message(BaseModel):
    role: str = "user"
    content: str


class MemoryCreate(BaseModel):
    messages: list[Message]
    user_id: str | None = None
    agent_id: str | None = None
    run_id: str | None = None
    metadata: dict | None = None
    infer: bool = True


class MemoryUpdate(BaseModel):
    text: str


class SearchRequest(BaseModel):
    query: str
    user_id: str | None = None
    agent_id: str | None = None
    run_id: str | None = None
    top_k: int = 10


class Instructions(BaseModel):
    use_case: str = ""


@router.get("/configure")
def get_config():
    return configuration


@router.get("/configure/providers")
def list_bundled_providers():
    return {"llm": ["openai", "anthropic", "gemini"], "embedder": ["openai", "gemini"]}


@router.post("/configure")
def set_config(config: dict):
    return {"message": "Configuration set successfully"}


@router.post("/generate-instructions")
def generate_instructions(body: Instructions):
    return {"instructions": memory.llm.generate_response([{"role": "user", "content": body.use_case}])}


@router.post("/memories")
def add_memory(body: MemoryCreate):
    scope = body.model_dump(include={"user_id", "agent_id", "run_id", "metadata", "infer"})
    return _valid(memory.add, [message.model_dump() for message in body.messages], **scope)


@router.get("/memories")
def get_all_memories(user_id: str | None = None, agent_id: str | None = None, run_id: str | None = None):
    return memory.get_all(filters={"user_id": user_id, "agent_id": agent_id, "run_id": run_id})


@router.get("/memories/{memory_id}")
def get_memory(memory_id: str):
    return memory.get(memory_id)


@router.post("/search")
def search_memories(body: SearchRequest):
    filters = body.model_dump(include={"user_id", "agent_id", "run_id"})
    return memory.search(body.query, top_k=body.top_k, filters=filters)


@router.put("/memories/{memory_id}")
def update_memory(memory_id: str, body: MemoryUpdate):
    return _valid(memory.update, memory_id=memory_id, data=body.text)


@router.get("/memories/{memory_id}/history")
def memory_history(memory_id: str):
    return memory.history(memory_id)


@router.delete("/memories/{memory_id}")
def delete_memory(memory_id: str):
    return _valid(memory.delete, memory_id=memory_id)


@router.delete("/memories")
def delete_all_memories(user_id: str | None = None, agent_id: str | None = None, run_id: str | None = None):
    return _valid(memory.delete_all, user_id=user_id, agent_id=agent_id, run_id=run_id)


@router.post("/reset")
def reset_memory():
    memory.reset()
    return {"message": "All memories reset"}


@router.get("/")
def home():
    return RedirectResponse("/docs")


def _valid(call, *args, **kwargs):
    """mem0 answers 400 for what Memory calls invalid."""
    try:
        return call(*args, **kwargs)
    except ValueError as error:
        raise HTTPException(400, str(error)) from error
