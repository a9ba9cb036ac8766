"""What uvicorn starts: the application, with the instrumentation around it."""

from shared import monitoring

from .main import app
from .state import database, memory
from .tools import manager

monitoring.trace(app, service="openmemory")
monitoring.instrument(app, service="openmemory")
monitoring.observe_memory(memory, vector_store_provider="pgvector", llm_provider="openai", embedder_provider="openai")
monitoring.observe_tools(manager)
monitoring.watch_pool("app", database.pool)
monitoring.watch_pool("memories", memory.vector_store.connection_pool)
monitoring.trace_pool(database.pool)
monitoring.trace_pool(memory.vector_store.connection_pool)

__all__ = ["app"]
