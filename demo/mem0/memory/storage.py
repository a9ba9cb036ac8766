"""mem0's history: SQLite, one connection, one lock."""

import sqlite3
import threading
import uuid

# The demo runs for days in a container without a volume.
MAXIMUM_ROWS = 20_000


class SQLiteManager:
    """What happened to each memory."""

    def __init__(self):
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("CREATE TABLE history (id TEXT, memory_id TEXT, old_memory TEXT, new_memory TEXT, event TEXT, created_at TEXT)")
        self._connection.execute("CREATE INDEX by_memory ON history (memory_id)")

    def add_history(self, memory_id, old_memory, new_memory, event, created_at):
        with self._lock, self._connection:
            row = (str(uuid.uuid4()), memory_id, old_memory, new_memory, event, created_at)
            self._connection.execute("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?)", row)
            self._connection.execute("DELETE FROM history WHERE rowid <= (SELECT max(rowid) FROM history) - ?", (MAXIMUM_ROWS,))

    def get_history(self, memory_id):
        with self._lock:
            rows = self._connection.execute("SELECT * FROM history WHERE memory_id = ? ORDER BY rowid", (memory_id,))
            return [dict(row) for row in rows]

    def reset(self):
        with self._lock, self._connection:
            self._connection.execute("DELETE FROM history")
