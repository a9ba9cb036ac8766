"""Log lines as JSON with trace and request id, so that a line leads to its trace and back."""

import datetime
import json
import logging

from . import tracing


class JsonFormatter(logging.Formatter):
    """One object per line. The request id is what mem0's log record factory put into the record."""

    def format(self, record):
        line = {
            "timestamp": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname, "logger": record.name, "message": record.getMessage(),
        }
        request_id = getattr(record, "answered_request_id", None) or getattr(record, "request_id", None)
        if request_id and request_id != "-":
            line["request_id"] = request_id
        if ids := tracing.current():
            line |= ids._asdict()
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def use_json():
    """Swaps the formatter of the root handlers, after the application has made them; levels and targets stay its own."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(JsonFormatter())
