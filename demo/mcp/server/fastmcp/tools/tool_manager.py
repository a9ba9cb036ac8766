"""Under the name that the MCP SDK has."""

from workload.openmemory.tools import ToolManager

__all__ = ["ToolManager"]
