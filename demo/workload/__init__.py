"""A small workload in the shape of mem0 and OpenMemory: their routes, their store, a stub for their providers."""
