"""/api/v1/apps and /api/v1/stats (routers/apps.py, stats.py)."""

from fastapi import APIRouter, HTTPException

from .state import database

router = APIRouter(prefix="/api/v1")

COUNTED = """SELECT a.id, a.name, a.is_active, count(m.id) AS total_memories_created
FROM apps a LEFT JOIN memories m ON m.app_id = a.id AND m.state = 'active'"""


@router.get("/apps/")
def list_apps(name: str = ""):
    rows = database.query(f"{COUNTED} WHERE a.name ILIKE %s GROUP BY a.id ORDER BY a.name LIMIT 50", (f"%{name}%",))
    return {"total": len(rows), "apps": rows}


@router.get("/apps/{app_id}")
def get_app_details(app_id: str):
    rows = database.query(f"{COUNTED} WHERE a.id::text = %s GROUP BY a.id", (app_id,))
    if not rows:
        raise HTTPException(404, "App not found")
    return rows[0]


@router.get("/apps/{app_id}/memories")
def list_app_memories(app_id: str):
    rows = database.query("SELECT id, content, created_at FROM memories WHERE app_id::text = %s AND state = 'active' LIMIT 10", (app_id,))
    return {"total": len(rows), "memories": rows}


@router.get("/apps/{app_id}/accessed")
def list_app_accessed_memories(app_id: str):
    rows = database.query(
        "SELECT memory_id, count(*) AS access_count FROM memory_access_logs WHERE app_id::text = %s GROUP BY 1 ORDER BY 2 DESC LIMIT 10", (app_id,))
    return {"total": len(rows), "memories": rows}


@router.put("/apps/{app_id}")
def update_app_details(app_id: str, is_active: bool):
    database.query("UPDATE apps SET is_active = %s WHERE id::text = %s", (is_active, app_id))
    return {"status": "success", "message": "Updated app details successfully"}


@router.get("/stats/")
def get_profile(user_id: str):
    memories = database.query("SELECT count(*) AS n FROM memories WHERE user_id = %s AND state <> 'deleted'", (user_id,))
    apps = database.query("SELECT id, name FROM apps WHERE owner = %s", (user_id,))
    return {"total_memories": memories[0]["n"], "total_apps": len(apps), "apps": apps}
