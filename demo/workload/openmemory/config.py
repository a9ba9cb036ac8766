"""/api/v1/config and /api/v1/backup (routers/config.py, backup.py)."""

from fastapi import APIRouter
from psycopg.types.json import Jsonb

from . import repository
from .state import database

router = APIRouter(prefix="/api/v1")

DEFAULT = {"mem0": {"llm": {"provider": "openai"}, "embedder": {"provider": "openai"}, "vector_store": {"provider": "pgvector"}}, "openmemory": {}}


@router.get("/config/")
def get_configuration():
    rows = database.query("SELECT value FROM configs WHERE key = 'main'")
    # As in OpenMemory, a GET creates the row.
    return rows[0]["value"] if rows else _save(DEFAULT)


@router.put("/config/")
@router.patch("/config/")
def update_configuration(body: dict):
    return _save({**DEFAULT, **body})


@router.post("/config/reset")
def reset_configuration():
    return _save(DEFAULT)


def _add_section(path, *keys):
    @router.get(path, name=f"get {path}")
    def get_section():
        section = get_configuration()
        for key in keys:
            section = section.get(key, {})
        return section

    @router.put(path, name=f"put {path}")
    def update_section(body: dict):
        configuration = section = get_configuration()
        for key in keys[:-1]:
            section = section.setdefault(key, {})
        section[keys[-1]] = body
        return _save(configuration)


for _part in ("llm", "embedder", "vector_store"):
    _add_section(f"/config/mem0/{_part}", "mem0", _part)
_add_section("/config/openmemory", "openmemory")


@router.post("/backup/export")
def export_backup(body: dict):
    return {"memories": repository.find(body.get("user_id", ""), limit=1000)}


@router.post("/backup/import")
def import_backup():
    return {"message": "imported 0 memories"}


def _save(configuration):
    database.query(
        "INSERT INTO configs (key, value) VALUES ('main', %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (Jsonb(configuration),))
    return configuration
