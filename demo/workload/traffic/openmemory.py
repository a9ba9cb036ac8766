"""What OpenMemory's UI and MCP clients do."""

import collections
import random
import urllib.parse

from . import people

CLIENTS = ("claude", "cursor", "openmemory")
MIX = {
    "search_tool": 22, "list_tool": 10, "add_tool": 6, "create": 4, "list": 12, "filter": 10, "get": 9, "access_log": 5, "related": 5,
    "update": 2, "pause": 1, "delete": 4, "delete_all_tool": 0.5, "apps": 4, "stats": 4, "categories": 3, "config": 2, "stream": 1,
}


class OpenMemoryTraffic:
    def __init__(self, api):
        self._api = api
        self._known = collections.deque(maxlen=200)  # (memory id, user)

    def act(self):
        getattr(self, f"_{random.choices(list(MIX), MIX.values())[0]}")()

    def _memory(self):
        return random.choice(self._known) if self._known else ("00000000-0000-4000-8000-000000000000", people.user())

    def _tool(self, name, **arguments):
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}
        self._api.send("POST", f"/mcp/{random.choice(CLIENTS)}/http/{people.user()}", message)

    def _search_tool(self):
        self._tool("search_memory", query=people.question())

    def _list_tool(self):
        self._tool("list_memories")

    def _add_tool(self):
        self._tool("add_memories", text=people.message())

    def _delete_all_tool(self):
        self._tool("delete_all_memories")

    def _create(self):
        user = people.user()
        created = self._api.send("POST", "/api/v1/memories/", {"user_id": user, "text": people.message()})
        if isinstance(created, list):
            self._known.extend((item["id"], user) for item in created)

    def _list(self):
        user = people.user()
        page = self._api.send("GET", f"/api/v1/memories/?user_id={user}") or {}
        self._known.extend((item["id"], user) for item in page.get("items", [])[:3])

    def _filter(self):
        words = people.sentence().split()[:2]
        self._api.send("POST", "/api/v1/memories/filter", {"user_id": people.user(), "search_query": " ".join(words)})

    def _get(self):
        self._api.send("GET", f"/api/v1/memories/{self._memory()[0]}")

    def _access_log(self):
        self._api.send("GET", f"/api/v1/memories/{self._memory()[0]}/access-log")

    def _related(self):
        memory, user = self._memory()
        self._api.send("GET", f"/api/v1/memories/{memory}/related?{urllib.parse.urlencode({'user_id': user})}")

    def _update(self):
        if self._known:
            memory, user = self._memory()
            self._api.send("PUT", f"/api/v1/memories/{memory}", {"user_id": user, "memory_content": people.sentence()})

    def _pause(self):
        memory, user = self._memory()
        self._api.send("POST", "/api/v1/memories/actions/pause", {"user_id": user, "memory_ids": [memory]})

    def _delete(self):
        if self._known:
            memory, user = self._known.popleft()
            self._api.send("DELETE", "/api/v1/memories/", {"user_id": user, "memory_ids": [memory]})

    def _apps(self):
        for app in ((self._api.send("GET", "/api/v1/apps/") or {}).get("apps") or [])[:1]:
            self._api.send("GET", f"/api/v1/apps/{app['id']}/memories")

    def _stats(self):
        self._api.send("GET", f"/api/v1/stats/?user_id={people.user()}")

    def _categories(self):
        self._api.send("GET", f"/api/v1/memories/categories?user_id={people.user()}")

    def _config(self):
        self._api.send("GET", "/api/v1/config/")

    def _stream(self):
        self._api.listen(f"/mcp/{random.choice(CLIENTS)}/sse/{people.user()}", lines=8)
