"""mem0.memory."""
