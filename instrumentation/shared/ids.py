"""Random ids, as hexadecimal digits.

Not from `os.urandom`, which is a system call for each; the generator took its seed from there. It is one of its own: an
application that seeds the common one must not make ids repeat.
"""

import os
import random
from typing import NamedTuple

_generator = random.Random()
os.register_at_fork(after_in_child=_generator.seed)
_bits = _generator.getrandbits


class Ids(NamedTuple):
    """Of a span, as log lines carry them: 32 and 16 hexadecimal digits."""

    trace_id: str
    span_id: str


def trace_id():
    """32 digits, not all zero."""
    return f"{_bits(128) or 1:032x}"


def span_id():
    """16 digits, not all zero."""
    return f"{_bits(64) or 1:016x}"


def request_id():
    """8 digits, as mem0 makes them."""
    return f"{_bits(32):08x}"
