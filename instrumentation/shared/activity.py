"""Distinct users in rolling windows, kept as keyed hashes: neither a label nor a memory dump shows who it was."""

import collections
import hashlib
import os
import threading
import time

from . import metrics

WINDOWS = {"5m": 300, "1h": 3600, "24h": 86400}
# About 10 MB. Above it the least recently seen users are forgotten and the gauge is a lower bound.
MAXIMUM_USERS = 100_000


class ActiveUsers:
    """Collector of `mem0_active_users{window}`."""

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._key = os.urandom(16)
        self._lock = threading.Lock()
        self._last_seen = collections.OrderedDict()  # hash to seconds, least recent first

    def seen(self, user_id):
        """Notes that a user was active now."""
        if not user_id:
            return
        digest = hashlib.blake2b(str(user_id).encode(), digest_size=8, key=self._key).digest()
        with self._lock:
            self._last_seen[digest] = self._clock()
            self._last_seen.move_to_end(digest)
            if len(self._last_seen) > MAXIMUM_USERS:
                self._last_seen.popitem(last=False)

    def counts(self):
        """Distinct users by window."""
        now = self._clock()
        with self._lock:
            while self._last_seen and now - next(iter(self._last_seen.values())) > max(WINDOWS.values()):
                self._last_seen.popitem(last=False)
            ages = [now - seen for seen in self._last_seen.values()]
        return {window: sum(age <= seconds for age in ages) for window, seconds in WINDOWS.items()}

    def collect(self):
        family = metrics.prometheus_client.core.GaugeMetricFamily(
            "mem0_active_users", "Distinct users seen in the window.", labels=("window",))
        for window, users in self.counts().items():
            family.add_metric((window,), users)
        yield family


def seen_in(arguments):
    """Notes the user that a call of mem0 is about: 1.x names it as an argument, 2.x in the filters."""
    filters = arguments.get("filters")
    seen(arguments.get("user_id") or (filters.get("user_id") if isinstance(filters, dict) else None))


_users = ActiveUsers()
metrics.register(_users)
seen = _users.seen
