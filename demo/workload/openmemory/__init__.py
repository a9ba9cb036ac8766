"""OpenMemory's API (up to v2.0.14): 37 routes. Its errors hide behind HTTP 200."""
