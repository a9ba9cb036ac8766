"""Time, outcome and span of a call, synchronous or not, around a method that is replaced in place."""

import functools
import inspect
import time

from . import metrics, tracing

# mem0 may bring spans of its own one day; then ours would be there twice. Set by mem0_hooks.
own_spans = True


class watch:
    """A context manager around one call.

    `span` is what `tracing.span` takes; `done(result)` says what a result came to and `failed(error)` what an exception did
    (None means success and error). The histogram's last label is this outcome. Only what a trace is looked up from has an exemplar.
    """

    __slots__ = ("_done", "_exemplar", "_failed", "_histogram", "_labels", "_outcome", "_span", "_started", "_traced")

    def __init__(self, histogram=None, labels=(), span=None, done=None, failed=None, link=None, exemplar=False):
        self._histogram, self._labels, self._done, self._failed, self._exemplar = histogram, labels, done, failed, exemplar
        self._traced = tracing.span(*span, link=link) if span and own_spans else None
        self._outcome = "error"

    def __enter__(self):
        self._span = self._traced.__enter__() if self._traced else None
        self._started = time.perf_counter()
        return self

    def finished(self, result):
        self._outcome = (self._done(result) if self._done else None) or "success"
        if self._outcome == "error" and self._span:
            self._span.fail()

    def __exit__(self, kind, error, traceback):
        if error is not None and self._failed:
            self._outcome = self._failed(error) or "error"
        if self._histogram is not None:
            series, seconds = _series(self._histogram, self._labels, self._outcome), time.perf_counter() - self._started
            if self._exemplar:
                metrics.observe_traced(series, seconds, self._span)
            else:
                series.observe(seconds)
        if self._traced:
            self._traced.__exit__(kind, error, traceback)


@functools.lru_cache(maxsize=1024)
def _series(histogram, labels, outcome):
    """Looking a series up by its labels costs more than the observation."""
    return histogram.labels(*labels, outcome)


def wrap(target, name, around):
    """Replaces a method of an instance, or of a class, by one within `around(*arguments)`; True where it is replaced.

    A method that this version does not have is left out, and one that is replaced already stays.
    """
    method = getattr(target, name, None)
    if method is None:
        return False
    if getattr(method, "mem0_watched", False):
        return True
    # Of a class the first argument is the instance, which `around` need not know.
    own = 1 if inspect.isclass(target) else 0

    if inspect.iscoroutinefunction(method):
        async def call(*args, **kwargs):
            with around(*args[own:], **kwargs) as watched:
                result = await method(*args, **kwargs)
                watched.finished(result)
                return result
    else:
        def call(*args, **kwargs):
            with around(*args[own:], **kwargs) as watched:
                result = method(*args, **kwargs)
                watched.finished(result)
                return result

    call = functools.wraps(method)(call)
    call.mem0_watched = True
    setattr(target, name, call)
    return True
