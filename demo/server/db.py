"""Under the name that mem0's server has."""

from workload.server.state import app_db

engine = app_db.engine
