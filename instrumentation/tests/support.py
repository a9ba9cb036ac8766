"""A client without a network, and a reader of the registry."""

import asyncio
import json

import prometheus_client


async def request(app, method, path, body=None):
    """One request straight into the application; its status. The caller hangs up when a stream begins."""
    path, _, query = path.partition("?")
    started = asyncio.Event()
    statuses = []
    content = json.dumps(body if body is not None else {}).encode()
    messages = iter([{"type": "http.request", "body": content, "more_body": False}])

    async def receive():
        message = next(messages, None)
        if message is None:
            await started.wait()
            return {"type": "http.disconnect"}
        return message

    async def send(message):
        if message["type"] == "http.response.start":
            statuses.append(message["status"])
            started.set()

    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "scheme": "http",
        "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"content-type", b"application/json")], "client": ("127.0.0.1", 1), "server": ("test", 80),
    }
    try:
        await app(scope, receive, send)
    except Exception:
        # What a server would answer.
        return 500
    return statuses[0]


def requests(app, *calls):
    """Several requests, one after the other; their statuses."""
    async def run():
        return [await request(app, *call) for call in calls]

    return asyncio.run(run())


def total(name, **labels):
    """The sum of the series of a counter that have these labels, whatever their others are."""
    return sum(
        sample.value for family in prometheus_client.REGISTRY.collect() for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items())


def value(name, **labels):
    """The value of one series, 0 where it does not exist."""
    return prometheus_client.REGISTRY.get_sample_value(name, labels) or 0


def series():
    """Every series there is."""
    return {(sample.name, *sorted(sample.labels.items())) for family in prometheus_client.REGISTRY.collect() for sample in family.samples}
