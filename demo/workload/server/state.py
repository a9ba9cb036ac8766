"""What the routes share: the Memory and the app database `mem0_app`."""

from mem0.memory.main import Memory
from workload.app_database import AppDatabase
from workload.providers import StubEmbedder, StubLlm

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text, email text UNIQUE, role text DEFAULT 'admin', created_at timestamptz DEFAULT now());
CREATE TABLE IF NOT EXISTS api_keys (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), key_prefix text, label text, revoked_at timestamptz, created_at timestamptz DEFAULT now());
CREATE TABLE IF NOT EXISTS request_logs (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), method varchar(16), path varchar(512), status_code int, latency_ms float,
    auth_type varchar(32), created_at timestamptz DEFAULT now());
CREATE INDEX IF NOT EXISTS ix_request_logs_created_at ON request_logs USING brin (created_at);
"""

# What GET and POST /configure talk about.
configuration = {
    "vector_store": {"provider": "pgvector", "config": {"dbname": "postgres", "collection_name": "memories"}},
    "llm": {"provider": "openai", "config": {"model": StubLlm.config.model}},
    "embedder": {"provider": "openai", "config": {"model": StubEmbedder.config.model}},
}

app_db = AppDatabase("mem0_app", SCHEMA)
memory = Memory.from_config(configuration)
