"""The routes of the real services: mem0 2.0.18 and OpenMemory 2.0.14."""

MEM0 = """
GET /configure | GET /configure/providers | POST /configure | POST /generate-instructions | POST /memories | GET /memories
GET /memories/{memory_id} | POST /search | PUT /memories/{memory_id} | GET /memories/{memory_id}/history
DELETE /memories/{memory_id} | DELETE /memories | POST /reset | GET /
GET /api-keys | POST /api-keys | DELETE /api-keys/{key_id}
GET /auth/setup-status | POST /auth/register | POST /auth/login | POST /auth/refresh | GET /auth/me | PATCH /auth/me
POST /auth/change-password | POST /auth/onboarding-complete
GET /entities | DELETE /entities/{entity_type}/{entity_id} | GET /requests
"""

OPENMEMORY = """
GET /api/v1/memories/ | GET /api/v1/memories/categories | POST /api/v1/memories/ | GET /api/v1/memories/{memory_id}
DELETE /api/v1/memories/ | POST /api/v1/memories/actions/archive | POST /api/v1/memories/actions/pause
GET /api/v1/memories/{memory_id}/access-log | PUT /api/v1/memories/{memory_id} | POST /api/v1/memories/filter
GET /api/v1/memories/{memory_id}/related
GET /api/v1/apps/ | GET /api/v1/apps/{app_id} | GET /api/v1/apps/{app_id}/memories | GET /api/v1/apps/{app_id}/accessed | PUT /api/v1/apps/{app_id}
GET /api/v1/stats/
GET /api/v1/config/ | PUT /api/v1/config/ | PATCH /api/v1/config/ | POST /api/v1/config/reset
GET /api/v1/config/mem0/llm | PUT /api/v1/config/mem0/llm | GET /api/v1/config/mem0/embedder | PUT /api/v1/config/mem0/embedder
GET /api/v1/config/mem0/vector_store | PUT /api/v1/config/mem0/vector_store | GET /api/v1/config/openmemory | PUT /api/v1/config/openmemory
POST /api/v1/backup/export | POST /api/v1/backup/import
GET /mcp/{client_name}/sse/{user_id} | POST /mcp/messages/ | POST /mcp/{client_name}/sse/{user_id}/messages/
GET /mcp/{client_name}/http/{user_id} | POST /mcp/{client_name}/http/{user_id} | DELETE /mcp/{client_name}/http/{user_id}
"""


def _parse(text):
    return [tuple(entry.split()) for line in text.strip().splitlines() for entry in line.split("|")]


ROUTES = {"mem0": _parse(MEM0), "openmemory": _parse(OPENMEMORY)}
