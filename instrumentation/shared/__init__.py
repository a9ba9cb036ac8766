"""Metrics, traces and logs of mem0 and OpenMemory, added beside their code. Start at `shared.monitoring`."""

__version__ = "0.1.0"
