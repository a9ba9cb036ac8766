"""mem0.utils."""
