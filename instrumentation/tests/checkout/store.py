"""A vector store in a dictionary, for mem0ai 1.x and 2.x; also a graph store."""

import types


class Store:
    def __init__(self, collection_name, **_):
        self.rows = {}
        # As psycopg_pool has it.
        self.connection_pool = Pool()

    def insert(self, vectors, payloads=None, ids=None):
        self.rows.update(zip(ids, payloads, strict=True))

    def search(self, query, vectors, limit=5, top_k=5, filters=None):
        return [types.SimpleNamespace(id=id, score=0.5, payload=payload) for id, payload in self.rows.items()]

    def keyword_search(self, query, top_k=5, filters=None):
        return []

    def get(self, vector_id):
        payload = self.rows.get(vector_id)
        return payload and types.SimpleNamespace(id=vector_id, score=None, payload=payload)

    def list(self, filters=None, limit=100, top_k=100):
        return [self.search(None, None)]

    def update(self, vector_id, vector=None, payload=None):
        self.rows[vector_id] = payload

    def delete(self, vector_id):
        self.rows.pop(vector_id, None)

    def delete_col(self):
        self.rows.clear()

    reset = delete_col

    def col_info(self, *_):
        return {}


class Pool:
    def get_stats(self):
        return {"pool_size": 1, "pool_available": 1, "pool_max": 5}

    def getconn(self):
        raise RuntimeError("not in this test")


class Graph:
    def __init__(self, config):
        self.config = config

    def add(self, data, filters):
        return {"deleted_entities": [], "added_entities": []}

    def search(self, query, filters, limit=100):
        return []

    def get_all(self, filters, limit=100):
        return []

    def delete_all(self, filters):
        return None

    def reset(self):
        return None
