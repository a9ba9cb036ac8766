"""Under the name that OpenMemory has."""
