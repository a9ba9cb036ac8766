"""What uvicorn starts instead of `main:app`: OpenMemory with monitoring around it. Nothing of OpenMemory is edited."""

import logging

from main import app

# Whatever is wrong with the monitoring, and whatever version this meets, OpenMemory must start: hence the broad except.
try:
    from app.monitoring import instrument

    instrument(app)
except Exception:
    logging.getLogger(__name__).exception("OpenMemory is not monitored, or in part")

__all__ = ["app"]
