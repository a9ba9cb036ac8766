"""Under the name that OpenMemory has: it looks the function up here at each call."""

from workload.openmemory.categories import get_categories_for_memory

__all__ = ["get_categories_for_memory"]
