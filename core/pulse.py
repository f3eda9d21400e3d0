"""Signs of life of a worker: a row every few seconds, from a thread of its own.

Not through the queue: a worker that reads thirty pages is busy, not dead.
"""

from __future__ import annotations

import os
import threading

import structlog
from django.db import Error, connection
from django.utils import timezone

from core.engines.loading import engine_states
from core.models import Heartbeat

log = structlog.get_logger(__name__)


class Pulse:
    """Writes the heartbeat of the worker ``name`` every ``seconds``; its row goes on :meth:`stop`.

    The first one prepares the engines, so it comes once they can read.
    """

    def __init__(self, name: str, seconds: float) -> None:
        self._name = name
        self._seconds = seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while True:
            self._beat()
            if self._stop.wait(self._seconds):
                break
        Heartbeat.objects.filter(name=self._name).delete()
        connection.close()

    def _beat(self) -> None:
        try:
            Heartbeat.objects.update_or_create(
                name=self._name,
                defaults={
                    "seen_at": timezone.now(),
                    "detail": {"pid": os.getpid(), "engines": engine_states()},
                },
            )
        except Error as error:  # a database that is away for a moment must not end the pulse
            log.warning("heartbeat_not_written", error=repr(error))
            connection.close()
