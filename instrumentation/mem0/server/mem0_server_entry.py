"""What uvicorn starts instead of `main:app`: mem0's server with monitoring around it. Nothing of mem0 is edited."""

import logging

# Whatever is wrong with the monitoring, and whatever version of mem0 this meets, mem0 must start: hence the broad excepts.
try:
    import monitoring

    monitoring.install()
except Exception:
    logging.getLogger(__name__).exception("mem0 is not monitored")
    monitoring = None

from main import app  # noqa: E402 the hooks come first: main builds a Memory

if monitoring:
    try:
        monitoring.instrument(app)
    except Exception:
        logging.getLogger(__name__).exception("mem0 is monitored in part")

__all__ = ["app"]
