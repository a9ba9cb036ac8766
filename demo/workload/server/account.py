"""Sign-in, API keys and the request log (server/routers). Thin: the demo has no accounts, the queries are real."""

import secrets

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from .state import app_db

router = APIRouter()

ME = {"name": "Demo", "email": "demo@example.org", "role": "admin"}


class Credentials(BaseModel):
    email: str
    password: str
    name: str = ""


class ApiKeyCreate(BaseModel):
    label: str = "demo"


@router.get("/auth/setup-status")
def setup_status():
    return {"needsSetup": app_db.query("SELECT count(users.id) AS users FROM users")[0]["users"] == 0}


@router.post("/auth/register")
def register(body: Credentials):
    app_db.query("INSERT INTO users (name, email) VALUES (%s, %s) ON CONFLICT DO NOTHING", (body.name, body.email))
    return _tokens()


@router.post("/auth/login")
def login(body: Credentials):
    if not app_db.query("SELECT id FROM users WHERE email = %s", (body.email,)):
        raise HTTPException(401, "Invalid email or password.")
    return _tokens()


@router.post("/auth/refresh")
def refresh(body: dict):
    return _tokens()


@router.get("/auth/me")
def me():
    return ME


@router.patch("/auth/me")
def update_me(body: dict):
    return ME


@router.post("/auth/change-password")
def change_password(body: dict):
    return {"message": "Password changed"}


@router.post("/auth/onboarding-complete")
def onboarding_complete():
    return {"message": "ok"}


@router.get("/api-keys")
def list_keys():
    return app_db.query("SELECT id, key_prefix, label, created_at FROM api_keys WHERE revoked_at IS NULL ORDER BY created_at DESC LIMIT 100")


@router.post("/api-keys")
def create_key(body: ApiKeyCreate):
    key = f"m0sk_{secrets.token_urlsafe(24)}"
    row = app_db.query("INSERT INTO api_keys (key_prefix, label) VALUES (%s, %s) RETURNING id", (key[:12], body.label))[0]
    return {"id": row["id"], "key": key}


@router.delete("/api-keys/{key_id}")
def revoke_key(key_id: str):
    app_db.query("UPDATE api_keys SET revoked_at = now() WHERE id::text = %s", (key_id,))
    return {"message": "revoked"}


@router.get("/requests")
def list_requests(limit: int = 50):
    return app_db.query("SELECT * FROM request_logs ORDER BY created_at DESC LIMIT %s", (min(limit, 200),))


def _tokens():
    return {"access_token": secrets.token_urlsafe(24), "refresh_token": secrets.token_urlsafe(24)}
