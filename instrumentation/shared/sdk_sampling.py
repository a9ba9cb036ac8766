"""`sampling` for the OpenTelemetry SDK, which decides when a span begins and knows nothing of its end."""

import collections
import threading

from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor
from opentelemetry.sdk.trace.sampling import Decision, Sampler, SamplingResult

from . import sampling

# Traces under way at a time; mem0 works on 40 requests.
MAXIMUM_TRACES = 1000


class ParentOrRatio(Sampler):
    """Follows the parent; without one, a share. What is not chosen is recorded but not sampled where an error may still choose it."""

    def __init__(self, share, keeps_errors):
        self._share = share
        self._otherwise = Decision.RECORD_ONLY if keeps_errors else Decision.DROP

    def should_sample(self, parent_context, trace_id, name, kind=None, attributes=None, links=None, trace_state=None):
        parent = trace.get_current_span(parent_context)
        ids = parent.get_span_context()
        if not ids.is_valid:
            chosen = sampling.chosen(trace.format_trace_id(trace_id), self._share)
            return SamplingResult(Decision.RECORD_AND_SAMPLE if chosen else self._otherwise, attributes)
        if ids.trace_flags.sampled:
            return SamplingResult(Decision.RECORD_AND_SAMPLE, attributes)
        return SamplingResult(Decision.RECORD_ONLY if parent.is_recording() else Decision.DROP)

    def get_description(self):
        return f"ParentOrRatio({self._share})"


class ErrorKeeper(SpanProcessor):
    """Passes sampled spans on; of other traces, all spans once one of them was an error."""

    def __init__(self, following):
        self._following = following
        self._lock = threading.Lock()
        self._held = collections.OrderedDict()  # trace id to ended spans, oldest trace first

    def on_end(self, span):
        if span.context.trace_flags.sampled:
            self._following.on_end(span)
            return
        for kept in self._hold(span):
            self._following.on_end(_as_sampled(kept))

    def _hold(self, span):
        """What is to be sent now: nothing before the end of the trace in this process."""
        with self._lock:
            held = self._held.setdefault(span.context.trace_id, [])
            root = span.parent is None or span.parent.is_remote
            if root or len(held) < sampling.MAXIMUM_HELD:
                held.append(span)
            if len(self._held) > MAXIMUM_TRACES:
                self._held.popitem(last=False)
            if not root:
                return ()
            self._held.pop(span.context.trace_id, None)
        return held if any(not each.status.is_ok and not each.status.is_unset for each in held) else ()

    def shutdown(self):
        self._following.shutdown()

    def force_flush(self, timeout_millis=30000):
        return self._following.force_flush(timeout_millis)


def _as_sampled(span):
    ids = span.context
    return ReadableSpan(
        name=span.name, context=trace.SpanContext(ids.trace_id, ids.span_id, False, trace.TraceFlags(trace.TraceFlags.SAMPLED), ids.trace_state),
        parent=span.parent, resource=span.resource, attributes=span.attributes, events=span.events, links=span.links, kind=span.kind,
        status=span.status, start_time=span.start_time, end_time=span.end_time, instrumentation_scope=span.instrumentation_scope)
