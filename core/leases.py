"""A job's lease, renewed while its worker lives."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import DatabaseError, connection
from django.utils import timezone

from core.jobs import LEASE, mine
from core.models import Job

log = structlog.get_logger(__name__)

RENEW_EVERY_S = 4.0


@contextmanager
def kept_alive(job: Job) -> Iterator[None]:
    """Renew the lease from a thread of its own while the job is worked on.

    So a lease can be short: when the worker dies, renewal dies with it, and the
    sweeper tries the job again within seconds, however long its work may take.
    """
    stop = threading.Event()
    keeper = threading.Thread(target=_renew_until, args=(stop, job), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def _renew_until(stop: threading.Event, job: Job) -> None:
    try:
        while not stop.wait(RENEW_EVERY_S):
            try:
                if not mine(job).update(lease_until=timezone.now() + LEASE):
                    return
            except DatabaseError as error:
                # A busy or restarting database costs one renewal, not the attempt.
                log.warning("lease_not_renewed", job=str(job.pk), error=type(error).__name__)
                connection.close()
    finally:
        connection.close()
