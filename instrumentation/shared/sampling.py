"""Which traces are sent: OTEL_TRACES_SAMPLER and its argument, read as every SDK does. Without them, all.

A caller's decision is followed. Of what is not sampled here, a trace with an error in it is sent all the same.
"""

import logging
import os

_RATIOS = {"always_on": 1.0, "always_off": 0.0}
# Spans that wait for the end of a trace which may yet become an error. A request of mem0 has fewer than 30.
MAXIMUM_HELD = 256

_logger = logging.getLogger(__name__)


def ratio():
    """The share of traces to send, 0 to 1; a setting that cannot be read is one warning, and all are sent."""
    name = (os.environ.get("OTEL_TRACES_SAMPLER") or "parentbased_always_on").lower().removeprefix("parentbased_")
    argument = os.environ.get("OTEL_TRACES_SAMPLER_ARG") or "1"
    if name in _RATIOS:
        return _RATIOS[name]
    try:
        share = float(argument)
        if name == "traceidratio" and 0 <= share <= 1:
            return share
    except ValueError:
        pass
    _logger.warning("OTEL_TRACES_SAMPLER=%s with argument %s is not known: every trace is sent", name, argument)
    return 1.0


def keeps_errors():
    """`always_off` means off."""
    return "always_off" not in os.environ.get("OTEL_TRACES_SAMPLER", "").lower()


def chosen(trace_id, share):
    """The same answer for a trace in every process. `trace_id` in hexadecimal digits."""
    return share >= 1 or int(trace_id[-14:], 16) < share * (1 << 56)
