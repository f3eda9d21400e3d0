"""Exact limits on calls a minute."""

from __future__ import annotations

import math
import time
from functools import lru_cache

from django.conf import settings
from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from core.errors import RateLimited


@lru_cache(maxsize=1)
def _limiter() -> MovingWindowRateLimiter:
    """Exact in Redis, and in memory as long as one web process serves (the embedded default)."""
    return MovingWindowRateLimiter(storage_from_string(settings.REDIS_URL or "memory://"))


def count_call(client: str, *, per_minute: int) -> None:
    """Count one call of ``client``; raises RateLimited with the seconds to wait. 0 = no limit."""
    if not per_minute:
        return
    limit = RateLimitItemPerMinute(per_minute)
    if not _limiter().hit(limit, client):
        window = _limiter().get_window_stats(limit, client)
        raise RateLimited(retry_after=max(1, math.ceil(window.reset_time - time.time())))
