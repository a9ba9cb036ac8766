"""An OTLP/HTTP endpoint that keeps the spans it is sent, as JSON or protobuf."""

import http.server
import json
import threading
import time


class Endpoint:
    """A context manager; `status` is what it answers. `flush` makes who sends to it send now."""

    def __init__(self, flush=lambda: None):
        self.status = 200
        self.flush = flush
        self.spans = []
        self.requests = 0

    def __enter__(self):
        endpoint = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                endpoint.requests += 1
                if endpoint.status == 200:
                    endpoint.spans += _decode(self.headers["Content-Type"], body)
                self.send_response(endpoint.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def wait(self, count, seconds=10):
        """The spans by name, once there are so many."""
        self.flush()
        deadline = time.monotonic() + seconds
        while len(self.spans) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        assert len(self.spans) == count, [span["name"] for span in self.spans]
        return {span["name"]: span for span in self.spans}


def _decode(content_type, body):
    message = json.loads(body) if content_type == "application/json" else _protobuf(body)
    for resource in message["resourceSpans"]:
        service = _attributes(resource["resource"])["service.name"]
        for scope in resource["scopeSpans"]:
            for span in scope["spans"]:
                yield {**span, "service": service, "attributes": _attributes(span)}


def _protobuf(body):
    from google.protobuf import json_format
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    request = ExportTraceServiceRequest.FromString(body)
    message = json_format.MessageToDict(request, use_integers_for_enums=True)
    # Protobuf's own JSON has ids in Base64, OTLP's has them in hexadecimal digits.
    for resource, decoded in zip(request.resource_spans, message["resourceSpans"], strict=True):
        for scope, scope_decoded in zip(resource.scope_spans, decoded["scopeSpans"], strict=True):
            for span, out in zip(scope.spans, scope_decoded["spans"], strict=True):
                out |= {"traceId": span.trace_id.hex(), "spanId": span.span_id.hex(), "parentSpanId": span.parent_span_id.hex()}
    return message


def _attributes(holder):
    return {pair["key"]: next(iter(pair["value"].values())) for pair in holder.get("attributes", ())}
