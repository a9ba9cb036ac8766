"""Metrics for mem0 and OpenMemory, added beside their code. Start at `shared.monitoring`."""
