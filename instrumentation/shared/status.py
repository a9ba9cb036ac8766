"""What of the instrumentation is live, for a person or a check that looks at the metrics: hooks, routes, versions."""

import logging
import platform
from importlib import metadata

from . import __version__, metrics

HOOK_ACTIVE = metrics.gauge(
    "mem0_instrumentation_hook_active", "1 where a hook is in place, 0 where what it hooks into was not found.", ("hook",), mode="livemin")
ROUTES = metrics.gauge("mem0_instrumentation_routes", "Routes that the application has, by method and template.", ("service",), mode="livemax")
BUILD_INFO = metrics.gauge(
    "mem0_instrumentation_build_info", "Always 1; what the instrumentation is and what it found.",
    ("version", "mem0ai", "tracer", "python"), mode="livemax")

_logger = logging.getLogger(__name__)
_hooks = {}


def live(hook):
    """The hook is in place; it may have been missing before."""
    _hooks[hook] = True
    HOOK_ACTIVE.labels(hook).set(1)


def missing(hook, reason):
    """What the hook needs is not there: one warning, and a 0 that a check can see."""
    if _hooks.get(hook) is None:
        _logger.warning("Not instrumented: %s (%s)", hook, reason)
        HOOK_ACTIVE.labels(hook).set(0)
    _hooks.setdefault(hook, False)


def hooks():
    """Whether each hook that was tried is live, by name."""
    return dict(_hooks)


def describe(app, service, tracer):
    """Counts the routes, and says under which names and versions all of this is exported."""
    ROUTES.labels(service).set(len(routes_of(app)))
    BUILD_INFO.labels(__version__, version_of("mem0ai"), tracer, platform.python_version()).set(1)
    if metrics.prometheus_client and not metrics.MULTIPROCESS:
        # target_info, which OpenMetrics and OpenTelemetry agree on.
        metrics.prometheus_client.REGISTRY.set_target_info({"service_name": service, "service_version": version_of("mem0ai")})


def routes_of(app):
    """Method and template of every API route; FastAPI's own pages are none."""
    from fastapi import routing

    # Newer FastAPI keeps an included router whole, and tells what its routes come to by this.
    contexts = getattr(routing, "iter_route_contexts", None)
    routes = ((each.route if contexts else each, each) for each in (contexts(app.routes) if contexts else app.routes))
    return {(method, each.path) for route, each in routes if isinstance(route, routing.APIRoute) for method in each.methods}


def version_of(package):
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "unknown"
