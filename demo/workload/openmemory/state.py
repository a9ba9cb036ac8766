"""What the routes share. OpenMemory keeps its own rows beside the vectors; here both are in database `openmemory`."""

from mem0.memory.main import Memory
from workload.app_database import AppDatabase
from workload.providers import StubEmbedder, StubLlm

# Users are names, categories an array: fewer tables than OpenMemory's, the same questions asked of them.
SCHEMA = """
CREATE TABLE IF NOT EXISTS apps (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), owner text, name text, is_active bool DEFAULT true,
    created_at timestamptz DEFAULT now(), UNIQUE (owner, name));
CREATE TABLE IF NOT EXISTS memories (
    id uuid PRIMARY KEY, user_id text, app_id uuid REFERENCES apps, content text, categories text[] DEFAULT '{}',
    state text DEFAULT 'active', created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now());
CREATE INDEX IF NOT EXISTS idx_memory_user_state ON memories (user_id, state);
CREATE TABLE IF NOT EXISTS memory_status_history (
    id bigserial PRIMARY KEY, memory_id uuid, changed_by text, old_state text, new_state text, changed_at timestamptz DEFAULT now());
CREATE TABLE IF NOT EXISTS memory_access_logs (
    id bigserial PRIMARY KEY, memory_id uuid, app_id uuid, access_type text, accessed_at timestamptz DEFAULT now());
CREATE INDEX IF NOT EXISTS idx_access_memory_time ON memory_access_logs (memory_id, accessed_at);
CREATE TABLE IF NOT EXISTS configs (key text PRIMARY KEY, value jsonb);
CREATE OR REPLACE VIEW users AS SELECT DISTINCT owner AS user_id FROM apps;
CREATE OR REPLACE VIEW categories AS SELECT DISTINCT unnest(categories) AS name FROM memories;
"""

configuration = {
    "vector_store": {"provider": "pgvector", "config": {"dbname": "openmemory", "collection_name": "openmemory"}},
    "llm": {"provider": "openai", "config": {"model": StubLlm.config.model}},
    "embedder": {"provider": "openai", "config": {"model": StubEmbedder.config.model}},
}

database = AppDatabase("openmemory", SCHEMA)
memory = Memory.from_config(configuration)
