"""Signs of life of a worker: a row every few seconds, from a thread of its own.

Not through the queue: a worker that reads thirty pages is busy, not dead.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Collection

import structlog
from django.apps import apps
from django.db import Error, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from core.engines.loading import engine_states, rest_unused, state_of
from core.models import Heartbeat

log = structlog.get_logger(__name__)


class Pulse:
    """Writes the heartbeat of the worker ``name`` every ``seconds``; its row goes on :meth:`stop`.

    The first one prepares what jobs of the worker's ``queues`` need, so it comes once its
    engines can read. Engines that nobody used between two of them give back memory.
    """

    def __init__(self, name: str, seconds: float, *, queues: Collection[str]) -> None:
        self._name = name
        self._queues = frozenset(queues)
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
            if (said := state_of(rest_unused)) != "ok":
                log.warning("engines_not_rested", error=said)
            if self._stop.wait(self._seconds):
                break
        Heartbeat.objects.filter(name=self._name).delete()
        connection.close()

    def _beat(self) -> None:
        try:
            detail = {
                "pid": os.getpid(),
                "queues": sorted(self._queues),
                "engines": prepared(self._queues),
            }
            Heartbeat.objects.update_or_create(
                name=self._name, defaults={"seen_at": timezone.now(), "detail": detail}
            )
        except Error as error:  # a database that is away for a moment must not end the pulse
            log.warning("heartbeat_not_written", error=repr(error))
            connection.close()


def prepared(queues: Collection[str]) -> dict[str, str]:
    """Engine -> "ok", or why it does not work, of all that jobs in ``queues`` need.

    A panel names in its AppConfig the ``queue`` of its jobs, the aliases of their
    ``engines``, and, as ``networks``, dotted paths of functions that make what is its own
    ready; these are called again and again and cost nothing once they have succeeded.
    """
    states: dict[str, str] = {}
    for app in apps.get_app_configs():
        if getattr(app, "queue", None) in queues:
            states |= engine_states(getattr(app, "engines", ()))
            networks: dict[str, str] = getattr(app, "networks", {})
            states |= {name: state_of(import_string(path)) for name, path in networks.items()}
    return states
