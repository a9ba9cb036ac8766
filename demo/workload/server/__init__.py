"""mem0's REST API: 28 routes."""
