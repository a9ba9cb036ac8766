"""What the process itself suffers from: a blocked event loop, a used-up thread pool."""

import asyncio

from . import metrics

INTERVAL_SECONDS = 0.5

_tasks = set()


def start():
    """Samples the running event loop until it ends."""
    task = asyncio.get_running_loop().create_task(_sample(), name="mem0-monitoring")
    # The loop itself keeps only a weak reference.
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


async def _sample():
    loop = asyncio.get_running_loop()
    while True:
        expected = loop.time() + INTERVAL_SECONDS
        await asyncio.sleep(INTERVAL_SECONDS)
        metrics.EVENT_LOOP_LAG.observe(max(0.0, loop.time() - expected))
        _sample_threads()


def _sample_threads():
    # Starlette brings anyio; it is imported here so that this package needs nothing that mem0 does not have.
    import anyio.to_thread

    limiter = anyio.to_thread.current_default_thread_limiter()
    metrics.THREADPOOL_TOKENS.labels("used").set(limiter.borrowed_tokens)
    metrics.THREADPOOL_TOKENS.labels("total").set(limiter.total_tokens)
