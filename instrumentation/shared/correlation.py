"""The request id: taken from the caller or made, known to every log line and span of the request, and sent back."""

import contextvars
import re

from . import ids

HEADER = b"x-request-id"

# An id from outside ends up in every log line: nothing but a plain token is taken over.
_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{1,64}")

request_id = contextvars.ContextVar("mem0_request_id", default=None)


def accept(given):
    """The caller's id where it is a plain token, else a new one of 8 digits, as mem0 makes them."""
    return given if given and _ACCEPTED.fullmatch(given) else ids.request_id()


def adopt(module):
    """Lets mem0's server use the id of the request instead of one more of its own; it looks the function up in its module."""
    make = module.new_request_id
    module.new_request_id = lambda: request_id.get() or make()
