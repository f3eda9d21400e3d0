"""The Celery application. Its settings are the ``CELERY_*`` names of config/settings.py."""

import os
from typing import Any

from celery import Celery, bootsteps
from celery.beat import EmbeddedService
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Clock(bootsteps.StartStopStep):
    """Celery beat in a thread of the embedded worker: as a process of its own it takes 80 MB."""

    def include_if(self, worker: Any) -> bool:  # noqa: ARG002 - celery's signature
        return bool(settings.CLOCK_IN_WORKER)

    def start(self, worker: Any) -> None:
        service: Any = EmbeddedService(worker.app, thread=True)
        service.start()
        self.service = service

    def stop(self, worker: Any) -> None:  # noqa: ARG002 - celery's signature
        self.service.stop()


class Heart(bootsteps.StartStopStep):
    """Tells the database every few seconds that this worker lives, and what its engines say."""

    def include_if(self, worker: Any) -> bool:  # noqa: ARG002 - celery's signature
        return bool(settings.HEARTBEAT_S)

    def start(self, worker: Any) -> None:
        # Imported here: models can only be loaded once Django is set up.
        from core.pulse import Pulse

        queues = tuple(worker.app.amqp.queues.consume_from)
        self.pulse = Pulse(worker.hostname, settings.HEARTBEAT_S, queues=queues)
        self.pulse.start()

    def stop(self, worker: Any) -> None:  # noqa: ARG002 - celery's signature
        self.pulse.stop()


app = Celery("triptych")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add(DjangoStructLogInitStep)
app.steps["worker"].add(Clock)
app.steps["worker"].add(Heart)
app.autodiscover_tasks()
