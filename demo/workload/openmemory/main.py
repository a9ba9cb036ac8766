"""The application. Handlers are synchronous here; OpenMemory's block the event loop, which would only hide the other faults."""

from fastapi import FastAPI

from workload import errors, logs

from . import apps, config, mcp, memories

logs.configure()
app = FastAPI(title="OpenMemory API")
errors.handle_upstream_errors(app)
for part in (memories, apps, config, mcp):
    app.include_router(part.router)
app.add_middleware(logs.RequestIdMiddleware)
