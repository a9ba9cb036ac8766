"""The five MCP tools. They never raise: a failure is a text that begins with "Error"."""

import json
import logging

import psycopg

from workload.errors import ProviderError

from . import repository
from .state import memory


class ToolManager:
    """Calls a tool by name, like the class of the same name in the MCP SDK."""

    def call_tool(self, name, arguments, user_id, client_name):
        tool = _TOOLS.get(name)
        if tool is None:
            return f"Error: unknown tool {name}"
        try:
            return tool(user_id, client_name, **arguments)
        except (ProviderError, psycopg.Error, RuntimeError, TypeError) as error:
            logging.warning("Error in tool %s: %s", name, error)
            return f"Error calling {name}: {error}"


def _add_memories(user_id, client_name, text):
    return json.dumps({"results": repository.create(user_id, text, client_name)})


def _search_memory(user_id, client_name, query):
    # As in OpenMemory, past Memory.search: its counters do not see this.
    vector = memory.embedding_model.embed(query, "search")
    found = memory.vector_store.search(query, vector, top_k=10, filters={"user_id": user_id})
    repository.log_access([record.id for record in found[:3]], repository.app_id(user_id, client_name), "search")
    return json.dumps({"results": [{"id": record.id, "memory": record.payload["data"], "score": record.score} for record in found]})


def _list_memories(user_id, client_name):
    found = memory.get_all(filters={"user_id": user_id})["results"]
    repository.log_access([item["id"] for item in found[:3]], repository.app_id(user_id, client_name), "list")
    return json.dumps(found)


def _delete_memories(user_id, client_name, memory_ids):
    repository.set_state(memory_ids, "deleted", user_id)
    return f"Successfully deleted {len(memory_ids)} memories"


def _delete_all_memories(user_id, client_name):
    rows = repository.find(user_id, limit=1000)
    return _delete_memories(user_id, client_name, [str(row["id"]) for row in rows])


_TOOLS = {
    "add_memories": _add_memories,
    "search_memory": _search_memory,
    "list_memories": _list_memories,
    "delete_memories": _delete_memories,
    "delete_all_memories": _delete_all_memories,
}

manager = ToolManager()
