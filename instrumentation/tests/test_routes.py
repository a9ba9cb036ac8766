"""The demo has the real routes, and each is labelled by its template."""

import re

import pytest
from routes import ROUTES
from shared import status
from support import requests, total, value

ALL = [(service, *route) for service, routes in ROUTES.items() for route in routes]


@pytest.mark.parametrize(("service", "count"), [("mem0", 28), ("openmemory", 37)])
def test_the_demo_has_exactly_the_real_routes(apps, service, count):
    found = status.routes_of(apps[service])
    assert found == set(ROUTES[service])
    assert len(found) == count


@pytest.mark.parametrize(("service", "method", "template"), ALL, ids=" ".join)
def test_a_request_is_labelled_by_the_template_of_its_route(apps, service, method, template):
    labels = {"service": service, "method": method, "route": template}
    before = total("http_server_requests_total", **labels)
    requests(apps[service], (method, re.sub(r"{\w+}", "some-id", template)))
    assert total("http_server_requests_total", **labels) == before + 1


def test_pages_of_fastapi_share_one_label(apps):
    before = value("http_server_requests_total", service="mem0", method="GET", route="docs", status="200")
    assert requests(apps["mem0"], ("GET", "/docs"), ("GET", "/redoc"), ("GET", "/openapi.json")) == [200, 200, 200]
    assert value("http_server_requests_total", service="mem0", method="GET", route="docs", status="200") == before + 3


def test_a_path_without_route_is_unmatched(apps):
    before = value("http_server_requests_total", service="mem0", method="GET", route="unmatched", status="404")
    requests(apps["mem0"], ("GET", "/wp-login.php"))
    assert value("http_server_requests_total", service="mem0", method="GET", route="unmatched", status="404") == before + 1
