"""What uvicorn starts: the application, with the instrumentation around it."""

from shared import monitoring

from workload.errors import UpstreamError

from .main import app
from .state import app_db, memory

monitoring.trace(app, service="mem0")
monitoring.instrument(app, service="mem0")
monitoring.observe_memory(memory, vector_store_provider="pgvector", llm_provider="openai", embedder_provider="openai")
monitoring.observe_upstream_errors(UpstreamError)
monitoring.watch_pool("app", app_db.pool)
monitoring.watch_pool("memories", memory.vector_store.connection_pool)
monitoring.trace_pool(app_db.pool)
monitoring.trace_pool(memory.vector_store.connection_pool)

__all__ = ["app"]
