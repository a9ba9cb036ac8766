"""Under the name that the MCP SDK has."""
