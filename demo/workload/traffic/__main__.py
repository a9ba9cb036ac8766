"""Sends TRAFFIC_RPS requests a second until it is stopped."""

import concurrent.futures
import logging
import os
import pathlib
import random
import signal
import threading
import time

from shared import tracing

from workload import logs

from .client import Api
from .mem0 import Mem0Traffic
from .openmemory import OpenMemoryTraffic

# What the container's health check looks at.
HEARTBEAT = pathlib.Path("/tmp/traffic")
WORKERS = 24


def main():
    logs.configure()
    tracing.configure("traffic")
    # As process 1 of its container it would ignore the signal; there is nothing to finish.
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    rate = float(os.environ.get("TRAFFIC_RPS", "7"))
    mem0 = Mem0Traffic(Api(os.environ.get("MEM0_URL", "http://mem0:8000")))
    openmemory = OpenMemoryTraffic(Api(os.environ.get("OPENMEMORY_URL", "http://openmemory-mcp:8765")))
    logging.info("Sending %g requests a second", rate)

    slots = threading.Semaphore(WORKERS)
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        while True:
            HEARTBEAT.touch()
            # Real callers neither wait for each other nor come at fixed intervals.
            time.sleep(min(random.expovariate(rate), 2))
            if not slots.acquire(blocking=False):
                # The APIs are slower than the traffic; callers give up rather than pile up.
                continue
            api = mem0 if random.random() < 0.72 else openmemory
            pool.submit(api.act).add_done_callback(lambda done: _finish(done, slots))


def _finish(done, slots):
    slots.release()
    if done.exception():
        logging.error("Traffic failed", exc_info=done.exception())


main()
