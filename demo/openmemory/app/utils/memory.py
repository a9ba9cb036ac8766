"""Under the name that OpenMemory has; there it is None until the first request."""

from workload.openmemory.state import memory

_memory_client = memory
