"""Under the name that mem0's server has."""

from workload.errors import UpstreamError

__all__ = ["UpstreamError"]
