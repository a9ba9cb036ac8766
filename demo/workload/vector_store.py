"""mem0's pgvector store: one table, an HNSW and a GIN index, filters on the payload."""

from typing import NamedTuple

from psycopg import sql
from psycopg.types.json import Jsonb

from .database import Database
from .providers import DIMENSIONS

# Like mem0, no index on payload->>'user_id': filters scan.
SCHEMA = sql.SQL("""
CREATE TABLE IF NOT EXISTS {table} (id uuid PRIMARY KEY, vector vector({dimensions}), payload jsonb);
CREATE INDEX IF NOT EXISTS {hnsw} ON {table} USING hnsw (vector vector_cosine_ops);
CREATE INDEX IF NOT EXISTS {text} ON {table} USING gin (to_tsvector('simple', payload->>'text_lemmatized'));
""")


class Record(NamedTuple):
    """One row; `score` is 0 to 1, and only set by a search."""

    id: str
    score: float | None
    payload: dict


class PgVector:
    """Vectors in one table of one database."""

    def __init__(self, dbname, collection_name):
        names = {
            "table": sql.Identifier(collection_name), "dimensions": sql.Literal(DIMENSIONS),
            "hnsw": sql.Identifier(f"{collection_name}_hnsw_idx"), "text": sql.Identifier(f"{collection_name}_text_lemmatized_idx"),
        }
        self._table = names["table"]
        self._database = Database(dbname, SCHEMA.format(**names))
        self.connection_pool = self._database.pool

    def insert(self, vectors, payloads, ids):
        rows = [(id, str(vector), Jsonb(payload)) for id, vector, payload in zip(ids, vectors, payloads, strict=True)]
        with self._database.cursor() as cursor:
            cursor.executemany(self._sql("INSERT INTO {} (id, vector, payload) VALUES (%s, %s, %s)"), rows)

    def search(self, query, vectors, top_k, filters=None):
        where, values = _where(filters)
        rows = self._query(
            f"SELECT id, vector <=> %s::vector AS distance, payload FROM {{}} {where} ORDER BY distance LIMIT %s",
            [str(vectors), *values, top_k])
        return [Record(str(row["id"]), max(0.0, 1 - row["distance"]), row["payload"]) for row in rows]

    def keyword_search(self, query, top_k, filters=None):
        words = "to_tsvector('simple', payload->>'text_lemmatized') @@ plainto_tsquery('simple', %s)"
        where, values = _where(filters, words)
        return self._records(f"SELECT id, payload FROM {{}} {where} LIMIT %s", [query, *values, top_k])

    def get(self, vector_id):
        return next(iter(self._records("SELECT id, payload FROM {} WHERE id = %s", [vector_id])), None)

    def list(self, filters=None, top_k=100):
        where, values = _where(filters)
        return self._records(f"SELECT id, payload FROM {{}} {where} LIMIT %s", [*values, top_k])

    def update(self, vector_id, vector, payload):
        self._query("UPDATE {} SET vector = %s, payload = %s WHERE id = %s", [str(vector), Jsonb(payload), vector_id])

    def delete(self, vector_id):
        self._query("DELETE FROM {} WHERE id = %s", [vector_id])

    def reset(self):
        self._query("TRUNCATE {}", [])

    def _records(self, statement, values):
        return [Record(str(row["id"]), None, row["payload"]) for row in self._query(statement, values)]

    def _query(self, statement, values):
        return self._database.query(self._sql(statement), values)

    def _sql(self, statement):
        return sql.SQL(statement).format(self._table)


def _where(filters, *conditions):
    """A WHERE clause on payload keys, and its values."""
    given = {key: value for key, value in (filters or {}).items() if value is not None}
    parts = [*conditions, *("payload->>%s = %s" for _ in given)]
    values = [part for pair in given.items() for part in pair]
    return ("WHERE " + " AND ".join(parts) if parts else ""), values
