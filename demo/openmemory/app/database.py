"""Under the name that OpenMemory has."""

from workload.openmemory.state import database

engine = database.engine
SessionLocal = database.make_session
