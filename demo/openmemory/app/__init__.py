"""The package that OpenMemory has under this name; `app/monitoring.py` of the instrumentation is mounted into it."""
