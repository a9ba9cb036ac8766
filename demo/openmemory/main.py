"""Under the name that OpenMemory has."""

from workload.openmemory.main import app

__all__ = ["app"]
