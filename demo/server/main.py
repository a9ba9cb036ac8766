"""Under the name that mem0's server has."""

from workload.server.main import app

__all__ = ["app"]
