"""The application. It knows nothing of metrics: `workload.server.entry` adds them from outside."""

from fastapi import FastAPI

from workload import errors, logs

from . import account, entities, memories, request_log

logs.configure()
app = FastAPI(title="Mem0 REST APIs", redirect_slashes=False)
errors.handle_upstream_errors(app)
for part in (account, entities, memories):
    app.include_router(part.router)
app.add_middleware(request_log.RequestLogMiddleware)
app.add_middleware(logs.RequestIdMiddleware)
