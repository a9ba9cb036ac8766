"""What a client of mem0's API does."""

import collections
import random

from . import people

# Deleting a busy user's memories now and then keeps the tables at a few thousand rows.
MIX = {
    "search": 40, "add": 12, "get_all": 14, "get": 11, "update": 4, "history": 4, "delete": 5, "delete_all": 0.5,
    "entities": 1, "configure": 1, "requests": 1, "api_keys": 1, "missing": 1,
}


class Mem0Traffic:
    def __init__(self, api):
        self._api = api
        self._known = collections.deque(maxlen=400)

    def act(self):
        getattr(self, f"_{random.choices(list(MIX), MIX.values())[0]}")()

    def _memory(self):
        return random.choice(self._known) if self._known else "00000000-0000-4000-8000-000000000000"

    def _add(self):
        body = {"messages": [{"role": "user", "content": people.message()}], "user_id": people.user()}
        if random.random() < 0.2:
            body["agent_id"] = random.choice(("planner", "support", "coach"))
        for item in (self._api.send("POST", "/memories", body) or {}).get("results", []):
            self._known.append(item["id"])

    def _search(self):
        self._api.send("POST", "/search", {"query": people.question(), "user_id": people.user()})

    def _get_all(self):
        self._api.send("GET", f"/memories?user_id={people.user()}")

    def _get(self):
        self._api.send("GET", f"/memories/{self._memory()}")

    def _update(self):
        if self._known:
            self._api.send("PUT", f"/memories/{self._memory()}", {"text": people.sentence()})

    def _history(self):
        self._api.send("GET", f"/memories/{self._memory()}/history")

    def _delete(self):
        if self._known:
            self._api.send("DELETE", f"/memories/{self._known.popleft()}")

    def _delete_all(self):
        self._api.send("DELETE", f"/memories?user_id={people.user()}")

    def _entities(self):
        self._api.send("GET", "/entities")

    def _configure(self):
        self._api.send("GET", "/configure")

    def _requests(self):
        self._api.send("GET", "/requests?limit=20")

    def _api_keys(self):
        self._api.send("GET", "/api-keys")

    def _missing(self):
        # Scanners are part of life: a 404 on a path that no label may hold.
        self._api.send("GET", f"/wp-admin/{random.getrandbits(32):x}.php")
